import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedResyncSchema, jobAnswerSchema, jobListSchema } from '#contracts/api';
import type { Job } from '#contracts/job';
import { MAX_PUSH_SUBSCRIPTIONS, MAX_SEEN_IDS } from '#contracts/limits';
import { pushKeySchema, seenAnswerSchema } from '#contracts/push';
import { createJob, guestCookie, ORIGIN, refusal, startApi, type TestApi } from '../../helpers/api';
import { createPushBrowser } from '../../helpers/push-endpoint';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const browser = (endpoint = `https://push.example.org/${randomUUID()}`) =>
  createPushBrowser(endpoint).subscription;
const path = '/api/push/subscriptions';
const subscribe = (user: string, body: unknown) => api.call('POST', path, { user, body });
const stored = async (user: string): Promise<string[]> => {
  const sql = 'select endpoint from push_subscriptions where owner = $1 order by renewed_at, id';
  const { rows } = await api.core.platform.pool.query<{ endpoint: string }>(sql, [user]);
  return rows.map(({ endpoint }) => endpoint);
};

describe('subscriptions', () => {
  it('are made with the installation’s key, which is a point on P-256 and stays the same', async () => {
    const keys = await Promise.all(
      ['ann', 'bob'].map(async (user) =>
        pushKeySchema.parse(await (await api.call('GET', '/api/push/key', { user })).json()),
      ),
    );
    expect(Buffer.from(keys[0]?.publicKey ?? '', 'base64url')).toHaveLength(65);
    expect(keys[1]).toEqual(keys[0]);
  });

  it('are kept once, however often a browser says that it is there', async () => {
    const mine = browser();
    for (const lang of ['en', 'he']) {
      const answer = await subscribe('kept', { ...mine, expirationTime: null, lang });
      expect(answer.status).toBe(201);
    }
    expect(await stored('kept')).toEqual([mine.endpoint]);
  });

  it.each([
    ['http://127.0.0.1/a', 'invalid_input'],
    ['https://127.0.0.1/a', 'blocked_address'],
    ['https://localhost/a', 'blocked_address'],
    ['https://2130706433/a', 'blocked_address'],
    ['https://10.0.0.1/a', 'blocked_address'],
    ['https://169.254.169.254/a', 'blocked_address'],
    ['https://[::1]/a', 'blocked_address'],
    ['https://[::ffff:10.0.0.1]/a', 'blocked_address'],
    ['https://redis/a', 'blocked_address'],
    ['https://db.internal/a', 'blocked_address'],
    ['http://push.example.org/a', 'invalid_input'],
    ['https://push.example.org:6379/a', 'invalid_input'],
    ['https://me:secret@push.example.org/a', 'invalid_input'],
    ['javascript:alert(1)', 'invalid_input'],
    ['nonsense', 'invalid_input'],
  ])('at %s are refused: %s', async (endpoint, code) => {
    expect(await refusal(await subscribe('inside', browser(endpoint)))).toBe(`422 ${code}`);
    expect(await stored('inside')).toEqual([]);
  });

  it.each([
    ['no keys', { endpoint: 'https://push.example.org/a' }],
    ['a point off the curve', { keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) } }],
    ['a short secret', { keys: { ...browser().keys, auth: 'AAAA' } }],
    ['a key that is no base64url', { keys: { ...browser().keys, p256dh: '!'.repeat(87) } }],
    ['an endless endpoint', { endpoint: `https://push.example.org/${'a'.repeat(3_000)}` }],
  ])('with %s are refused', async (_, wrong) => {
    const body = 'keys' in wrong ? { ...browser(), ...wrong } : { ...wrong };
    expect(await refusal(await subscribe('wrong', body))).toBe('422 invalid_input');
  });

  it('of somebody else are neither taken over nor forgotten', async () => {
    const hers = browser();
    await subscribe('hers', hers);
    const other = { ...browser(), endpoint: hers.endpoint };
    expect(await refusal(await subscribe('thief', other))).toBe('409 conflict');
    const body = { endpoint: hers.endpoint };
    expect((await api.call('DELETE', path, { user: 'thief', body })).status).toBe(200);
    expect(await stored('hers')).toEqual([hers.endpoint]);
    expect((await api.call('DELETE', path, { user: 'hers', body })).status).toBe(200);
    expect(await stored('hers')).toEqual([]);
  });

  it('go with their browser to whoever signs in there next', async () => {
    const shared = browser();
    await subscribe('first', shared);
    expect((await subscribe('second', shared)).status).toBe(201);
    expect([await stored('first'), await stored('second')]).toEqual([[], [shared.endpoint]]);
  });

  it('over the limit push out the browser that was silent for longest', async () => {
    const all = Array.from({ length: MAX_PUSH_SUBSCRIPTIONS + 1 }, () => browser());
    for (const one of all.slice(0, -1)) await subscribe('many', one);
    await subscribe('many', all[0]);
    await subscribe('many', all.at(-1));
    const kept = await stored('many');
    expect(kept).toHaveLength(MAX_PUSH_SUBSCRIPTIONS);
    expect(kept).not.toContain(all[1]?.endpoint);
    expect(kept).toContain(all[0]?.endpoint);
  });

  it('need a session of this site, or a token', async () => {
    expect(await refusal(await api.call('POST', path, { body: browser() }))).toBe(
      '401 unauthorized',
    );
    const cookie = await guestCookie(api);
    const from = (origin: string) =>
      api.call('POST', path, { cookie, headers: { origin }, body: browser() });
    expect(await refusal(await from('https://evil.example.org'))).toBe('403 csrf');
    expect((await from(ORIGIN)).status).toBe(201);
  });
});

describe('what was seen', () => {
  const seen = async (user: string, ids: readonly string[]) => {
    const answer = await api.call('POST', '/api/jobs/seen', { user, body: { ids } });
    return seenAnswerSchema.parse(await answer.json()).before.sort();
  };
  const ended = async (user: string): Promise<string> => {
    const id = await createJob(api, user);
    await api.call('POST', `/api/jobs/${id}/cancel`, { user });
    return id;
  };

  it('on one device is told to the other', async () => {
    const [a, b, c] = [await ended('two'), await ended('two'), await ended('two')] as const;
    expect(await seen('two', [a, b])).toEqual([]);
    expect(await seen('two', [a, b, c])).toEqual([a, b].sort());
    expect(await seen('two', [a, b, c])).toEqual([a, b, c].sort());
  });

  it('shows on the job, in the list and in the feed’s snapshot', async () => {
    const [shown, other] = [await ended('told'), await ended('told')] as const;
    await seen('told', [shown]);
    const read = async (path: string) => (await api.call('GET', path, { user: 'told' })).json();
    const marks = (jobs: Job[]) => jobs.map(({ id, seen: mark }) => [id, mark] as const);
    const expected = new Map([
      [shown, true],
      [other, undefined],
    ]);
    const { job } = jobAnswerSchema.parse(await read(`/api/jobs/${shown}`));
    expect(job.seen).toBe(true);
    expect(new Map(marks(jobListSchema.parse(await read('/api/jobs')).jobs))).toEqual(expected);
    const feed = feedResyncSchema.parse(await read('/api/feed'));
    expect(new Map(marks(feed.jobs))).toEqual(expected);
  });

  it('by two devices at once is shown by one of them', async () => {
    const id = await ended('race');
    const answers = await Promise.all(Array.from({ length: 6 }, () => seen('race', [id])));
    expect(answers.filter((before) => before.length === 0)).toHaveLength(1);
  });

  it('can only be one’s own job, and one that has ended', async () => {
    const foreign = await ended('owner');
    const live = await createJob(api, 'nosy');
    const unknown = ['nosy~career-insights~00000000000000000000000000', '', 'x'.repeat(160)];
    expect(await seen('nosy', [foreign, live, ...unknown])).toEqual([]);
    expect(await seen('nosy', [foreign, live])).toEqual([]);
    expect(await seen('owner', [foreign])).toEqual([]);
  });

  it('is named in portions', async () => {
    const body = { ids: Array.from({ length: MAX_SEEN_IDS + 1 }, () => 'a') };
    const answer = await api.call('POST', '/api/jobs/seen', { user: 'ann', body });
    expect(await refusal(answer)).toBe('422 invalid_input');
    expect(await seen('ann', body.ids.slice(1))).toEqual([]);
  });
});
