import { time } from './time';

const articles = (count: number): string =>
  count === 1 ? '1 article' : `${time.count(count)} articles`;

/** The page of the feeds, the page of an invented sample, and the result of `news-ingestion`. */
export const news = {
  title: 'News sources',
  lead: 'The feeds that are read, and what each of them brings. Counts of a day begin at midnight, UTC.',
  feeds: 'Feeds',
  empty: 'No feed has been read yet.',
  emptyText: 'They appear here with the first run, a minute after the start at the latest.',
  stale: 'The page could not be refreshed. What it shows may be old.',
  nextRun: 'Next run',
  noRun: 'The schedule is paused or switched off.',
  sampleMark: 'Sample',
  kept: articles,
  columns: {
    source: 'Source',
    lastFetch: 'Last fetch',
    new: 'New today',
    duplicates: 'Retold today',
    failures: 'Failed today',
    answer: 'Answer',
    next: 'Next',
  },
  duplicatesHint: 'Articles that tell a story another one told before',
  never: 'Never',
  withNextRun: 'With the next run',
  inARow: (count: number): string => `${time.count(count)} in a row`,
  sample: {
    notice:
      'Invented sample content that comes with Jobwire. Nothing in it happened; every person, place and organisation is made up.',
    by: (author: string, feed: string): string => `${author}, ${feed}`,
    feed: 'Read its feed',
    retold: 'This page was written for the sample feeds that are read until others are configured.',
  },
  result: {
    headline: (count: number, sources: number): string =>
      count === 0
        ? 'Nothing new'
        : `${articles(count)} from ${sources === 1 ? '1 source' : `${time.count(sources)} sources`}`,
    counts: (embeddings: number, duplicates: number): string =>
      `${time.count(embeddings)} vectors, ${time.count(duplicates)} retold stories`,
    left: (count: number): string => `${articles(count)} left to the next run`,
    removed: (count: number): string => `${articles(count)} removed for their age`,
    sources: 'Sources',
    states: {
      new: 'New',
      known: 'Nothing new',
      unchanged: 'Unchanged',
      failed: 'Failed',
      waiting: 'Left alone for now',
    },
  },
};
