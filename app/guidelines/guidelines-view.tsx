'use client';

import { TopicList } from '#components/guidelines/topic-list';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import type { GuidelineList } from '#contracts/guidelines';
import { TrainingView } from './training-view';

interface GuidelinesViewProps {
  list: GuidelineList;
  isAdmin: boolean;
}

/** The topics of a curriculum beside its training. */
export function GuidelinesView({ list, isAdmin }: GuidelinesViewProps) {
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
          <TrainingView learned={learned} total={topics.length} isAdmin={isAdmin} />
          {curriculum.sample && <p className="xs muted">{words.sample}</p>}
        </div>
        <TopicList topics={topics} hrefOf={(id) => `/guidelines/${id}`} />
      </div>
    </>
  );
}
