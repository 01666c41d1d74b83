'use client';

import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { foreign } from '../ui/field';
import { Link } from '../ui/link';
import { ResultSection, ShortList } from './result-parts';

type Output = JobOutput<'train'>;
const FIRST_TOPICS = 12;

export function TrainResult({ output }: { output: Output }) {
  const { result: words, sample } = useMessages().guidelines;
  const { topics, learned, skipped, embeddingModel } = output;
  return (
    <>
      <div className="lead">
        <p className="headline">{words.headline(learned, skipped)}</p>
        <p className="note">
          <bdi>{words.embeddedBy(embeddingModel)}</bdi>
        </p>
      </div>
      <Topics title={words.learned} topics={topics.filter((one) => one.outcome === 'learned')} />
      <Topics title={words.skipped} topics={topics.filter((one) => one.outcome === 'skipped')} />
      <p className="xs muted">{sample}</p>
    </>
  );
}

function Topics({ title, topics }: { title: string; topics: Output['topics'] }) {
  const { result: words } = useMessages().guidelines;
  const { time } = useMessages();
  if (topics.length === 0) return null;
  return (
    <ResultSection title={title} note={time.count(topics.length)}>
      <ShortList items={topics} first={FIRST_TOPICS}>
        {(items) => (
          <ul className="pairs">
            {items.map(({ id, title: name, facts, questions }) => (
              <li key={id}>
                <Link href={`/guidelines/${id}`} className="medium">
                  <span {...foreign('en')}>{name}</span>
                </Link>
                <span className="muted">{words.counts(facts, questions)}</span>
              </li>
            ))}
          </ul>
        )}
      </ShortList>
    </ResultSection>
  );
}
