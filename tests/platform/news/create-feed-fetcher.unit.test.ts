import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFeedFetcher } from '#platform/news/create-feed-fetcher';
import { constant, type FeedServer, rssOf, startFeedServer } from '../../helpers/feed-server';
import { testConfig } from '../../helpers/test-config';

const unknown = { etag: null, lastModified: null, contentHash: null };
const stores = { redis: 'redis://127.0.0.1:1', postgres: 'postgres://127.0.0.1:1/x' };
const body = rssOf([{ title: 'One', text: 'x' }]);

let feeds: FeedServer;
beforeAll(async () => {
  feeds = await startFeedServer();
  feeds.serve('api/sample-feeds/energy', constant(body));
  feeds.serve('api/sample-feeds/away', (_request, response) =>
    response.writeHead(302, { location: feeds.urlOf('secret') }).end(),
  );
  feeds.serve('secret', constant(body));
  feeds.serve('tagless', constant(body, {}, null));
});
afterAll(() => feeds.stop());

/** Asks for a path of the server, which is the web's own; nothing is allowed besides. */
const ask = async (path: string, sample: boolean, more: Record<string, string> = {}) => {
  const env = { WEB_INTERNAL_URL: `http://${feeds.host}`, ...more };
  const fetcher = createFeedFetcher(testConfig(stores, env));
  const source = { id: 'a', url: feeds.urlOf(path), title: null, sample };
  const { signal } = new AbortController();
  try {
    const first = await fetcher.fetch(source, unknown, signal);
    const mark = first.state === 'read' ? first.mark : unknown;
    return { first, second: await fetcher.fetch(source, mark, signal) };
  } finally {
    await fetcher.close();
  }
};

test('the bundled samples are read at the web’s own address, and nothing else there is', async () => {
  const { first, second } = await ask('api/sample-feeds/energy', true);
  expect([first.state, second.state]).toEqual(['read', 'unchanged']);
  const refused = { state: 'failed', reason: expect.stringMatching(/not a public one|not called/) };
  // Another path, the same one as somebody's feed, and a redirect from the samples.
  expect((await ask('secret', true)).first).toMatchObject(refused);
  expect((await ask('api/sample-feeds/energy', false)).first).toMatchObject(refused);
  expect((await ask('api/sample-feeds/away', true)).first).toMatchObject({
    state: 'failed',
    reason: 'The server answered 302.',
  });
  expect(feeds.requests.some(({ path }) => path === 'secret')).toBe(false);
});

test('a server without tags is asked whole, and compared by its bytes', async () => {
  const { first, second } = await ask('tagless', false, { OUTBOUND_ALLOW: feeds.host });
  expect([first.state, second.state]).toEqual(['read', 'unchanged']);
  expect(second.bytes).toBe(body.length);
  expect((await ask('nowhere', false, { OUTBOUND_ALLOW: feeds.host })).first).toMatchObject({
    state: 'failed',
    reason: 'The server answered 404.',
  });
});
