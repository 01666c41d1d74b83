'use client';

import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { ResultSection } from './result-parts';

type Output = JobOutput<'news-ingestion'>;

/** What a run brought, source by source. */
export function NewsIngestionResult({ output }: { output: Output }) {
  const { result: words } = useMessages().news;
  const { articlesProcessed, embeddingsCreated, duplicates, sources } = output;
  const from = sources.filter((source) => source.new > 0).length;
  return (
    <>
      <div className="lead">
        <p className="headline">{words.headline(articlesProcessed, from)}</p>
        <p className="note">{words.counts(embeddingsCreated, duplicates)}</p>
        {output.articlesLeft > 0 && <p className="note">{words.left(output.articlesLeft)}</p>}
        {output.articlesRemoved > 0 && (
          <p className="note">{words.removed(output.articlesRemoved)}</p>
        )}
      </div>
      <Sources sources={sources} />
    </>
  );
}

function Sources({ sources }: { sources: Output['sources'] }) {
  const { news, time } = useMessages();
  const { result: words, kept } = news;
  return (
    <ResultSection title={words.sources} note={time.count(sources.length)}>
      <ul className="pairs">
        {sources.map(({ id, title, status, new: fresh, error }) => (
          <li key={id}>
            <bdi className="medium">{title}</bdi>
            <span className="muted">
              {status === 'new' ? kept(fresh) : words.states[status]}
              {error !== null && (
                <>
                  {': '}
                  <span lang="en" dir="auto">
                    {error}
                  </span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </ResultSection>
  );
}
