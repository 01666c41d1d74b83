import { afterEach, expect, it } from 'vitest';
import { SourceTable } from '#components/news/source-table';
import { NewsIngestionResult } from '#components/results/news-ingestion';
import { newsIngestion } from '#contracts/jobs/news-ingestion';
import type { NewsSource } from '#contracts/news';
import { cleanup, render, screen, within } from '../helpers/render';

afterEach(cleanup);

const source = (more: Partial<NewsSource>): NewsSource => ({
  ...{ id: 'a', title: 'Alpha', url: 'https://a.example/rss', sample: false, articles: 1_204 },
  ...{ lastFetchAt: null, lastOkAt: null, lastError: null, failures: 0, nextFetchAt: null },
  today: { fetched: 9, new: 3, duplicates: 1, failures: 0, bytes: 1, averageMs: 1_500 },
  ...more,
});

it('a source says what it brought today, whether it is invented, and why it fails', () => {
  const nextFetchAt = new Date(Date.now() + 600_000).toISOString();
  const failing = { lastError: 'The server answered 503.', failures: 4, nextFetchAt };
  render(
    <SourceTable
      sources={[source({ sample: true }), source({ id: 'b', title: 'Beta', ...failing })]}
    />,
  );
  const [, first, second] = screen.getAllByRole('row') as HTMLElement[];
  const good = within(first as HTMLElement);
  for (const text of [
    'Alpha',
    'Sample',
    '1,204 articles',
    '3',
    'Never',
    '1.5 s',
    'With the next run',
  ]) {
    expect(good.getByText(text), text).toBeTruthy();
  }
  const bad = within(second as HTMLElement);
  expect(bad.queryByText('Sample')).toBeNull();
  expect(bad.getByText('The server answered 503.')).toBeTruthy();
  expect(bad.getByText('4 in a row')).toBeTruthy();
  expect(bad.getByText(/^in \d+ min$/)).toBeTruthy();
});

it('the result of a run names each source and what became of it; its headline counts them', () => {
  const one = { duplicates: 0, bytes: 0, ms: 0, error: null };
  const output = {
    ...{ articlesProcessed: 2, embeddingsCreated: 3, duplicates: 1, articlesLeft: 7 },
    ...{
      articlesRemoved: 0,
      embeddingModel: 'm',
      engine: { kind: 'built-in' as const, name: 'r' },
    },
    sources: [
      { ...one, id: 'a', title: 'Alpha', status: 'new' as const, new: 2 },
      { ...one, id: 'b', title: 'Beta', status: 'failed' as const, new: 0, error: 'No answer.' },
    ],
  };
  render(<NewsIngestionResult output={output} />);
  expect(screen.getByText('2 articles from 1 source')).toBeTruthy();
  expect(screen.getByText('7 articles left to the next run')).toBeTruthy();
  expect(screen.getByText('No answer.')).toBeTruthy();
  expect(newsIngestion.headline(output)).toBe('2 articles from 1 source');
  expect(newsIngestion.headline({ ...output, articlesProcessed: 0 })).toBe('Nothing new');
});
