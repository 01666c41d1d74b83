'use client';

import { TopicList } from '#components/guidelines/topic-list';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import type { GuidelineList } from '#contracts/guidelines';
import type { Job } from '#contracts/job';
import { TrainingView } from './training-view';

interface GuidelinesViewProps {
  list: GuidelineList;
  isAdmin: boolean;
  /** The newest training of this user when the page was made. */
  latest: Job | null;
}

/** The topics of a curriculum beside its training. */
export function GuidelinesView({ list, isAdmin, latest }: GuidelinesViewProps) {
  const { guidelines: words } = useMessages();
  const { curriculum, topics, learned } = list;
  return (
    <>
      <div className="pagehead">
        <h1>{words.title}</h1>
        <Link className="push" href="/guidelines/translations">
          {words.translations}
        </Link>
        <p>{words.lead(curriculum.title, topics.length, learned)}</p>
      </div>
      <div className="guidelines">
        <div className="side">
          <TrainingView learned={learned} total={topics.length} isAdmin={isAdmin} latest={latest} />
          {curriculum.sample && <p className="xs muted">{words.sample}</p>}
        </div>
        <TopicList topics={topics} hrefOf={(id) => `/guidelines/${id}`} />
      </div>
    </>
  );
}
