import { afterAll, beforeAll, expect, test } from 'vitest';
import { isNews, isResync } from '#platform/feed/feed';
import type { Principal } from '#platform/principal';
import { startCore, type TestCore } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';

let core: TestCore;
const as = (userId: string, role: 'user' | 'admin' = 'user'): Principal => ({
  userId,
  role,
  via: 'token',
});
const insights = (domain = 'Data') => ({ type: 'career-insights', input: { domain } });

beforeAll(async () => {
  core = await startCore({ persistent: true });
});
afterAll(() => core.stop());

test('a submitted job is in the ledger when it is accepted, and waits for a worker', async () => {
  const { job, replayed, degraded } = await core.platform.jobs.submit(as('ann'), insights());
  expect(job.id).toMatch(/^ann~career-insights~[0-9a-z]{26}$/);
  expect({ replayed, degraded }).toEqual({ replayed: false, degraded: false });
  expect(await core.platform.jobs.get(as('ann'), job.id)).toMatchObject({
    status: 'pending',
    attempt: 0,
    waitingFor: { reason: 'no-worker' },
  });
});

test('a waiting job says its place in line', async () => {
  const first = await core.platform.jobs.submit(as('abe'), insights());
  const second = await core.platform.jobs.submit(as('abe'), insights());
  const place = async (id: string) =>
    (await core.platform.jobs.get(as('abe'), id)).queuePosition ?? 0;
  await eventually(async () => (await place(second.job.id)) > (await place(first.job.id)));
});

test('a hundred parallel submits with one key make one job', async () => {
  const all = await Promise.all(
    Array.from({ length: 100 }, () =>
      core.platform.jobs.submit(as('bob'), { ...insights(), idempotencyKey: 'k1' }),
    ),
  );
  expect(new Set(all.map((one) => one.job.id)).size).toBe(1);
  expect(all.filter((one) => !one.replayed)).toHaveLength(1);
  expect((await core.platform.jobs.counts(as('bob'))).pending).toBe(1);
});

test('the same key with another body is refused', async () => {
  await core.platform.jobs.submit(as('cat'), { ...insights(), idempotencyKey: 'k2' });
  await expect(
    core.platform.jobs.submit(as('cat'), { ...insights('Law'), idempotencyKey: 'k2' }),
  ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
});

test('bad input names its fields and nothing is written', async () => {
  await expect(core.platform.jobs.submit(as('dan'), insights('x'))).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'domain' }],
  });
  await expect(
    core.platform.jobs.submit(as('dan'), {
      type: 'career-insights',
      input: { domain: 'Data', extra: 1 },
    }),
  ).rejects.toMatchObject({ code: 'unknown_field', errors: [{ path: 'extra' }] });
  await expect(
    core.platform.jobs.submit(as('dan'), { type: '__proto__', input: {} }),
  ).rejects.toMatchObject({
    code: 'unknown_job_type',
  });
  expect((await core.platform.jobs.list(as('dan'), { limit: 20 })).jobs).toEqual([]);
});

test('another owner’s job looks exactly like an unknown one, save to the admin', async () => {
  const { job } = await core.platform.jobs.submit(as('eve'), insights());
  const unknown = `eve~career-insights~${'0'.repeat(26)}`;
  const refusals = await Promise.all(
    [job.id, unknown].map((id) =>
      core.platform.jobs.get(as('mallory'), id).catch((error: Error) => error),
    ),
  );
  expect(refusals[0]).toEqual(refusals[1]);
  await expect(core.platform.jobs.cancel(as('mallory'), job.id)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await core.platform.jobs.watch(as('mallory'), [job.id])).length).toBe(0);
  expect((await core.platform.jobs.get(as('root', 'admin'), job.id)).id).toBe(job.id);
});

test('a waiting job is cancelled at once, twice is no error, a finished one is refused', async () => {
  const { job } = await core.platform.jobs.submit(as('fay'), insights());
  expect((await core.platform.jobs.cancel(as('fay'), job.id)).status).toBe('cancelled');
  expect((await core.platform.jobs.cancel(as('fay'), job.id)).status).toBe('cancelled');
  await core.platform.pool.query(`update jobs set state = 'completed' where id = $1`, [job.id]);
  await expect(core.platform.jobs.cancel(as('fay'), job.id)).rejects.toMatchObject({
    code: 'already_finished',
  });
});

test('a retry is a new job that names the old one', async () => {
  const { job } = await core.platform.jobs.submit(as('gus'), insights());
  await expect(core.platform.jobs.retry(as('gus'), job.id)).rejects.toMatchObject({
    code: 'not_retryable',
  });
  await core.platform.jobs.cancel(as('gus'), job.id);
  const again = await core.platform.jobs.retry(as('gus'), job.id);
  expect(again.job).toMatchObject({ retryOf: job.id, status: 'pending' });
  expect(again.job.id).not.toBe(job.id);
});

test('pages of a list hold every job once, newest first', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1)
    ids.push((await core.platform.jobs.submit(as('hal'), insights())).job.id);
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await core.platform.jobs.list(as('hal'), {
      limit: 3,
      ...(cursor ? { cursor } : {}),
    });
    seen.push(...page.jobs.map((job) => job.id));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(ids.reverse());
  await expect(
    core.platform.jobs.list(as('hal'), { limit: 3, cursor: 'nonsense' }),
  ).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
});

test('the history tells who changed what', async () => {
  const { job } = await core.platform.jobs.submit(as('ida'), insights());
  await core.platform.jobs.cancel(as('ida'), job.id);
  const history = await core.platform.jobs.history(as('ida'), job.id);
  expect(history.input).toEqual({ domain: 'Data' });
  expect(history.changes.map((change) => [change.rev, change.status, change.actor])).toEqual([
    [1, 'pending', 'ida'],
    [2, 'cancelled', 'ida'],
  ]);
});

test('a cursor replays what it missed, in order, and an odd one gets a snapshot', async () => {
  const first = await core.platform.feed.read('joe', null);
  if (!isResync(first)) throw new Error('a tab without a cursor gets a snapshot');
  const { job } = await core.platform.jobs.submit(as('joe'), insights());
  await core.platform.jobs.cancel(as('joe'), job.id);
  const cursor = { epoch: first.epoch, seq: first.seq };
  const news = await eventually(async () => {
    const answer = await core.platform.feed.read('joe', cursor);
    return isNews(answer) && answer.events.length === 2 ? answer : null;
  });
  expect(news.events.map((event) => [event.seq, event.kind])).toEqual([
    [1, 'created'],
    [2, 'cancelled'],
  ]);
  for (const odd of [
    { epoch: 'other', seq: 1 },
    { epoch: first.epoch, seq: 99 },
  ]) {
    expect(await core.platform.feed.read('joe', odd)).toMatchObject({ resync: true, seq: 2 });
  }
});

test('a long poll answers with the first news', async () => {
  const first = await core.platform.feed.read('kim', null);
  const waiting = core.platform.feed.wait(
    'kim',
    { epoch: first.epoch, seq: first.seq },
    20_000,
    new AbortController().signal,
  );
  await core.platform.jobs.submit(as('kim'), insights());
  const answer = await waiting;
  expect(isNews(answer) && answer.events.map((event) => event.kind)).toEqual(['created']);
});

test('a bulk action reaches all of one’s own jobs that match, page by page, and nobody else’s', async () => {
  const { jobs } = core.platform;
  const submit = (owner: string, n: number, type = 'career-insights') =>
    Promise.all(Array.from({ length: n }, () => core.submit(type, {}, { owner })));
  await Promise.all([submit('ned', 130), submit('ned', 2, 'other'), submit('ora', 3)]);
  const before = new Date(Date.now() + 1_000).toISOString();
  const cancel = { action: 'cancel' as const, type: ['career-insights'], before };
  const first = await jobs.bulk(as('ned', 'admin'), cancel, null);
  expect(first).toMatchObject({ done: 100, refused: 0 });
  const cursor = first.nextCursor ?? '';
  expect(await jobs.bulk(as('ned'), { ...cancel, cursor }, null)).toEqual({
    done: 30,
    refused: 0,
    nextCursor: null,
  });
  expect(await jobs.counts(as('ned'))).toMatchObject({ cancelled: 130, pending: 2 });
  expect(await jobs.counts(as('ned'), { type: ['other'] })).toMatchObject({ cancelled: 0 });
  expect(await jobs.counts(as('ora'))).toMatchObject({ pending: 3 });
});

test('a bulk retry that comes twice under one key starts each job once, and none made after the question', async () => {
  const { jobs } = core.platform;
  const old = await jobs.submit(as('pam'), insights());
  await jobs.cancel(as('pam'), old.job.id);
  const before = new Date(Date.parse(old.job.createdAt) + 1).toISOString();
  await eventually(() => Date.now() > Date.parse(before));
  const late = await jobs.submit(as('pam'), insights('Law'));
  await jobs.cancel(as('pam'), late.job.id);
  const retry = { action: 'retry', before } as const;
  for (const key of ['k', 'k']) {
    expect(await jobs.bulk(as('pam'), retry, key)).toMatchObject({ done: 1, refused: 0 });
  }
  const listed = await jobs.list(as('pam'), { limit: 20 });
  expect(listed.jobs.map((job) => job.retryOf).filter(Boolean)).toEqual([old.job.id]);
});

test('a list holds only what was created within the time that was asked for', async () => {
  const { jobs } = core.platform;
  const { job } = await jobs.submit(as('quinn'), insights());
  await core.platform.pool.query(
    "update jobs set created_at = created_at - interval '2 hours' where id = $1",
    [job.id],
  );
  const within = async (age: string) =>
    (await jobs.list(as('quinn'), { limit: 20, within: age })).jobs.length;
  expect([await within('1h'), await within('3h'), await within('7d')]).toEqual([0, 1, 1]);
});

test('while Redis is away jobs are accepted, and the answer says so', async () => {
  await core.redis.kill();
  await eventually(async () => !(await core.platform.health()).redis, 5_000, 'the loss of Redis');
  const { job, degraded } = await core.platform.jobs.submit(as('lou'), insights());
  expect(degraded).toBe(true);
  expect(await core.platform.jobs.get(as('lou'), job.id)).toMatchObject({
    waitingFor: { reason: 'engine' },
  });
  expect(await core.platform.feed.read('lou', null)).toMatchObject({
    resync: true,
    jobs: [{ id: job.id }],
  });
  await core.redis.restart();
  await eventually(async () => (await core.platform.health()).redis, 10_000, 'Redis');
});

test('while Postgres is away nothing is accepted and the answer says why', async () => {
  await core.postgres.pause();
  await expect(core.platform.jobs.submit(as('mia'), insights())).rejects.toMatchObject({
    code: 'dependency_unavailable',
  });
  await core.postgres.resume();
  await eventually(async () => (await core.platform.health()).postgres, 10_000, 'Postgres');
});
