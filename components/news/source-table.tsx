'use client';

import type { NewsSource } from '#contracts/news';
import { Age, Countdown } from '../job-time';
import { useMessages } from '../messages';

interface SourceTableProps {
  sources: readonly NewsSource[];
}

/** The feeds: when each was read, what it brought today, what went wrong. */
export function SourceTable({ sources }: SourceTableProps) {
  const { news: words } = useMessages();
  const { columns } = words;
  return (
    <div className="tablewrap">
      <table className="datatable cards newssources">
        <caption className="sr">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.source}</th>
            <th scope="col">{columns.lastFetch}</th>
            <th scope="col" className="num">
              {columns.new}
            </th>
            <th scope="col" className="num" title={words.duplicatesHint}>
              {columns.duplicates}
            </th>
            <th scope="col" className="num">
              {columns.failures}
            </th>
            <th scope="col" className="num">
              {columns.answer}
            </th>
            <th scope="col">{columns.next}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SourceRow({ source }: { source: NewsSource }) {
  const { news: words, time } = useMessages();
  const { columns } = words;
  const { title, url, sample, articles, lastFetchAt, nextFetchAt, today, lastError } = source;
  return (
    <tr data-failing={source.failures > 0 ? '' : undefined}>
      <td>
        <span className="cluster">
          <bdi className="medium">{title}</bdi>
          {sample && <span className="chip">{words.sampleMark}</span>}
          <span className="xs muted">{words.kept(articles)}</span>
        </span>
        <span className="xs muted address">
          <bdi>{url}</bdi>
        </span>
        {lastError !== null && (
          <span className="xs problem">
            <span lang="en" dir="auto">
              {lastError}
            </span>{' '}
            <span>{words.inARow(source.failures)}</span>
          </span>
        )}
      </td>
      <td data-l={columns.lastFetch}>
        {lastFetchAt === null ? (
          <span className="muted">{words.never}</span>
        ) : (
          <Age at={lastFetchAt} />
        )}
      </td>
      <td className="num" data-l={columns.new}>
        <bdi>{time.count(today.new)}</bdi>
      </td>
      <td className="num" data-l={columns.duplicates}>
        <bdi>{time.count(today.duplicates)}</bdi>
      </td>
      <td className="num" data-l={columns.failures}>
        <bdi>{time.count(today.failures)}</bdi>
      </td>
      <td className="num" data-l={columns.answer}>
        {today.averageMs === null ? '' : <bdi>{time.duration(today.averageMs)}</bdi>}
      </td>
      <td data-l={columns.next}>
        {nextFetchAt === null ? (
          <span className="muted">{words.withNextRun}</span>
        ) : (
          <Countdown until={nextFetchAt} />
        )}
      </td>
    </tr>
  );
}
