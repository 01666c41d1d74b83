import { afterAll, beforeAll, expect, test } from 'vitest';
import { newsSourceListSchema } from '#contracts/news';
import { parseFeed } from '#platform/news/parse-feed';
import { createSourceStore } from '#platform/news/source-store';
import { refusal, startApi, type TestApi } from '../../helpers/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

test.each(['computing', 'energy', 'space'])(
  'the sample feed %s is a feed for anybody, and says when nothing is new',
  async (feed) => {
    const path = `/api/sample-feeds/${feed}`;
    const first = await api.call('GET', path);
    expect(first.status).toBe(200);
    const { items, title } = parseFeed(await first.text(), 'http://localhost/');
    expect(title).toMatch(/invented samples/);
    expect(items).toHaveLength(20);
    expect(items[0]?.url).toMatch(/\/news\/sample\/\d+$/);
    const tag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': tag };
    const again = await api.call('GET', path, { headers });
    // The minute may have ended between the two.
    if (again.headers.get('etag') === tag) expect(again.status).toBe(304);
    const future = { 'if-modified-since': new Date(Date.now() + 3_600_000).toUTCString() };
    expect((await api.call('GET', path, { headers: future })).status).toBe(304);
  },
);

test('there is no other sample feed', async () => {
  expect(await refusal(await api.call('GET', '/api/sample-feeds/sports'))).toBe('404 not_found');
  expect(await refusal(await api.call('GET', '/api/sample-feeds/..%2Fx'))).toBe('400 invalid_id');
});

test('the sources are for those who may see operations', async () => {
  const store = createSourceStore(api.core.platform.pool);
  const source = { id: 'mine', url: 'https://feeds.example/rss', title: null, sample: false };
  await store.states([source]);
  const report = { id: 'mine', title: 'Mine', bytes: 100, ms: 30, mark: null };
  await store.report([{ ...report, state: 'read', error: null, pauseMs: 0 }]);
  await store.report([{ ...report, state: 'failed', error: 'No answer.', pauseMs: 60_000 }]);
  expect(await refusal(await api.call('GET', '/api/news/sources', { user: 'ann' }))).toBe(
    '403 forbidden',
  );
  const answer = await api.call('GET', '/api/news/sources', { user: 'eve', role: 'viewer' });
  const { sources, nextRunAt } = newsSourceListSchema.parse(await answer.json());
  expect(sources).toMatchObject([
    {
      ...{ id: 'mine', title: 'Mine', articles: 0, failures: 1, lastError: 'No answer.' },
      today: { fetched: 2, new: 0, failures: 1, bytes: 200, averageMs: 30 },
    },
  ]);
  expect(Date.parse(sources[0]?.nextFetchAt ?? '')).toBeGreaterThan(Date.now());
  expect(nextRunAt).not.toBeNull();
});
