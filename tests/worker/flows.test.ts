import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProgressEvent } from '#contracts/events';
import type { JobRow } from '#platform/store/job-row';
import { type JobContext, PermanentError } from '#worker/job-context';
import { startCore, type TestCore, testContract } from '../helpers/core';
import { eventually } from '../helpers/eventually';

let core: TestCore;
/** Runs of each job, by id. */
const runs = new Map<string, number>();
const note = ({ jobId }: JobContext) => runs.set(jobId, (runs.get(jobId) ?? 0) + 1);
/** Children that have begun and wait to be told what to do, by their key. */
const begun = new Map<string, (what: unknown) => void>();
/** A number is progress, an error an end, anything else a result. */
const tell = async (key: string, what: unknown) => {
  (await eventually(() => begun.get(key), 5_000, `the start of ${key}`))(what);
};
const end = (key: string) => tell(key, 'done');

interface FamilyInput {
  keys: string[];
  onFailure?: 'fail' | 'continue';
  weights?: number[];
  type?: string;
}

const contracts = [
  'family',
  'house',
  'child',
  'other-child',
  'twice',
  'deep',
  'many-steps',
  'link',
].map((type) => testContract(type));

beforeAll(async () => {
  core = await startCore();
  // One slot: a parent that held it would never see its children run.
  core.worker(
    {
      family: async (input, ctx) => {
        const { keys, onFailure, weights, type = 'child' } = input as FamilyInput;
        note(ctx);
        ctx.progress(5, 'Looking round');
        const before = await ctx.step('before', () => runs.get(ctx.jobId));
        const outcomes = await ctx.children(
          'parts',
          keys.map((key, index) => ({
            key,
            type,
            input: { key },
            ...(weights ? { weight: weights[index] ?? 1 } : {}),
          })),
          { from: 10, to: 90, ...(onFailure ? { onFailure } : {}) },
        );
        return { before, runs: runs.get(ctx.jobId), attempt: ctx.attempt, outcomes };
      },
      house: (input, ctx) => ctx.children('families', [{ key: 'only', type: 'family', input }]),
      child: async (input, ctx) => {
        note(ctx);
        const { key } = input as { key: string };
        for (;;) {
          const how = await new Promise((resolve, reject) => {
            begun.set(key, resolve);
            ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason), { once: true });
          });
          begun.delete(key);
          if (how instanceof Error) throw how;
          if (typeof how !== 'number') return { how };
          ctx.progress(how, 'On the way');
        }
      },
      'other-child': async (input) => ({ got: input }),
      twice: async (_input, ctx) => {
        note(ctx);
        await ctx.children('first', [{ key: 'a', type: 'other-child', input: 1 }]);
        if (runs.get(ctx.jobId) === 2) throw new Error('once more');
        const second = await ctx.children('second', [{ key: 'a', type: 'other-child', input: 2 }]);
        return { runs: runs.get(ctx.jobId), attempt: ctx.attempt, second: second[0]?.result };
      },
      deep: async (input, ctx) => {
        const { level } = input as { level: number };
        if (level === 0) return { bottom: ctx.jobId };
        const below = await ctx.children('levels', [
          { key: 'below', type: 'deep', input: { level: level - 1 } },
        ]);
        return below[0]?.result;
      },
      'many-steps': async (_input, ctx) => {
        // What an earlier attempt has kept counts.
        if (ctx.attempt === 1) throw new Error('once more');
        return ctx.step('one more', () => 'x');
      },
      link: async (input, ctx) => {
        const { left, fails } = input as { left: number; fails?: boolean };
        const key = `chain of ${ctx.userId}/${left - 1}`;
        if (left > 0) ctx.follow({ key, scope: 'owner', type: 'link', input: { left: left - 1 } });
        if (fails) throw new PermanentError('broken_link', 'This one breaks.');
        return { left };
      },
    },
    contracts,
    { WORKER_CONCURRENCY: '1' },
  );
});
afterAll(() => core.stop());

const who = (userId: string) => ({ userId, role: 'user', via: 'token' }) as const;
const resultOf = (row: JobRow) => JSON.parse(row.result ?? 'null') as Record<string, unknown>;
const errorOf = (row: JobRow) => JSON.parse(row.error ?? 'null') as Record<string, unknown>;
const childrenOf = (userId: string, jobId: string) =>
  eventually(async () => {
    const { children } = await core.platform.jobs.related(who(userId), jobId);
    return children.length > 0 ? children : null;
  });

test('a parent holds no slot while its children run, and goes on with what they returned', async () => {
  const job = await core.submit('family', { keys: ['a1', 'a2'], onFailure: 'continue' });
  await end('a1');
  const waiting = await core.platform.jobs.get(who('ann'), job.id);
  expect(waiting).toMatchObject({ status: 'running', attempt: 1, waitingFor: { reason: 'child' } });
  await tell('a2', new PermanentError('no_way', 'It cannot be done.'));
  const row = await core.ended(job.id);
  expect(row).toMatchObject({ state: 'completed', attempt: 1, crashes: 0 });
  expect(resultOf(row)).toEqual({
    before: 1,
    runs: 2,
    attempt: 1,
    outcomes: [
      expect.objectContaining({ key: 'a1', status: 'completed', result: { how: 'done' } }),
      expect.objectContaining({
        key: 'a2',
        status: 'failed',
        error: expect.objectContaining({ code: 'no_way' }),
      }),
    ],
  });
});

test('a child that fails for good stops its siblings and fails a parent that needs it', async () => {
  const job = await core.submit('family', { keys: ['b1', 'b2', 'b3'] }, { owner: 'bea' });
  await tell('b1', new PermanentError('no_way', 'It cannot be done.'));
  const row = await core.ended(job.id);
  expect(row).toMatchObject({ state: 'failed', attempt: 1 });
  expect(errorOf(row)).toEqual({
    code: 'child_failed',
    message: 'Child "b1" of parts (child) failed: no_way: It cannot be done.',
    retryable: false,
  });
  const children = await childrenOf('bea', job.id);
  expect(children.map((one) => [one.key, one.job.status])).toEqual([
    ['b1', 'failed'],
    ['b2', 'cancelled'],
    ['b3', 'cancelled'],
  ]);
});

test('the bar of a parent follows its children by weight and never falls', async () => {
  const input = { keys: ['c1', 'c2', 'c3'], weights: [1, 1, 2] };
  const job = await core.submit('family', input, { owner: 'cleo' });
  const seen: ProgressEvent[] = [];
  const leave = await core.platform.subscriptions.job('cleo', job.id, (raw) => {
    const message = JSON.parse(raw) as { t: string; d: ProgressEvent };
    if (message.t === 'progress') seen.push(message.d);
  });
  const percentIs = (percent: number) =>
    eventually(
      async () => {
        const { progress } = await core.platform.jobs.get(who('cleo'), job.id);
        return progress.percent === percent ? progress : null;
      },
      5_000,
      `${percent} %`,
    );
  await tell('c1', 80);
  expect(await percentIs(26)).toEqual({ percent: 26, message: '0 of 3 parts done' });
  await tell('c1', new Error('It stumbles, and is to be tried again.'));
  // What was told stays told, also where Redis forgets all that it was reckoned from.
  const [first] = await childrenOf('cleo', job.id);
  await eventually(() => begun.has('c2'));
  await core.platform.redis.del([job.id, first?.job.id].map((id) => `{u:cleo}:j:${id}`));
  await tell('c2', 4);
  await percentIs(26);
  await tell('c2', 'done');
  expect(await percentIs(30)).toEqual({ percent: 30, message: '1 of 3 parts done' });
  await end('c1');
  await percentIs(50);
  await end('c3');
  const row = await core.ended(job.id, 30_000);
  expect(row).toMatchObject({ state: 'completed', attempt: 1 });
  leave();
  const percents = seen.map((event) => event.percent ?? -1);
  expect(percents.length).toBeGreaterThan(1);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
});

test('children are not started twice when their parent is tried again', async () => {
  const job = await core.submit('twice', {}, { owner: 'dora' });
  const row = await core.ended(job.id);
  expect(resultOf(row)).toEqual({ runs: 4, attempt: 2, second: { got: 2 } });
  const children = await childrenOf('dora', job.id);
  expect(children.map((one) => `${one.name}/${one.key}`)).toEqual(['first/a', 'second/a']);
});

test('cancelling a parent cancels its running and its waiting children for good', async () => {
  const top = await core.submit('house', { keys: ['f1', 'f2'] }, { owner: 'eva' });
  await eventually(() => begun.has('f1'));
  const [family] = await childrenOf('eva', top.id);
  // By a process that runs none of them: the top and the family wait, f1 runs, f2 is in line.
  expect((await core.platform.jobs.cancel(who('eva'), top.id)).status).toBe('cancelled');
  const children = await childrenOf('eva', family?.job.id ?? '');
  for (const { job } of [...(family ? [family] : []), ...children])
    expect((await core.ended(job.id)).state).toBe('cancelled');
  expect(children).toHaveLength(2);
});

test('a cancel that died half way is finished by the keeper', async () => {
  const tree = await core.submit('family', { keys: ['g1', 'g2'] }, { owner: 'gia' });
  await eventually(() => begun.has('g1'));
  // The statement alone, as a process would leave it that dies right after.
  expect(await core.platform.ledger.cancel(tree.id, 'gia', false)).toMatchObject({
    state: 'cancelled',
  });
  for (const { job: child } of await childrenOf('gia', tree.id))
    expect((await core.ended(child.id)).state).toBe('cancelled');
});

test('trees have levels, up to a limit that says so', async () => {
  const fits = await core.ended((await core.submit('deep', { level: 5 })).id);
  expect(resultOf(fits)).toEqual({ bottom: expect.stringContaining('~deep~') });
  const row = await core.ended((await core.submit('deep', { level: 6 })).id);
  expect(errorOf(row)).toMatchObject({ code: 'child_failed' });
  expect(errorOf(row).message).toContain('child_failed');
});

test('nobody but the owner and an admin sees a tree', async () => {
  const job = await core.submit('twice', {}, { owner: 'hana' });
  await core.ended(job.id);
  const { jobs } = core.platform;
  const query = { limit: 10, parent: job.id };
  expect((await jobs.list(who('hana'), query)).jobs).toHaveLength(2);
  await expect(jobs.list(who('mallory'), query)).rejects.toMatchObject({ code: 'not_found' });
  await expect(jobs.related(who('mallory'), job.id)).rejects.toMatchObject({ code: 'not_found' });
  const admin = { userId: 'root', role: 'admin', via: 'token' } as const;
  expect((await jobs.list(admin, query)).jobs).toHaveLength(2);
});

test('a job queues the next one with its success alone, once per key', async () => {
  const first = await core.submit('link', { left: 2 }, { owner: 'iris' });
  const last = await eventually(async () => {
    const { jobs } = await core.platform.jobs.list(who('iris'), { limit: 10 });
    return jobs.length === 3 && jobs.every((job) => job.status === 'completed') ? jobs : null;
  });
  expect(last.map((job) => job.result)).toEqual([{ left: 0 }, { left: 1 }, { left: 2 }]);
  expect(last[1]).toMatchObject({ parentId: first.id, clientKey: null });
  const { next } = await core.platform.jobs.related(who('iris'), first.id);
  expect(next.map((job) => job.id)).toEqual([last[1]?.id]);
  // The keys are the owner's: a second chain finds them taken.
  await core.ended((await core.submit('link', { left: 2 }, { owner: 'iris' })).id);
  await core.ended((await core.submit('link', { left: 2, fails: true }, { owner: 'iva' })).id);
  expect((await core.platform.jobs.list(who('iris'), { limit: 10 })).jobs).toHaveLength(4);
  expect((await core.platform.jobs.list(who('iva'), { limit: 10 })).jobs).toHaveLength(1);
});

test('a job keeps so many steps and bytes, and no more', async () => {
  const endWith = async (steps: number, bytes: number) => {
    const job = await core.submit('many-steps', {}, { delayMs: 60_000 });
    await core.platform.pool.query(
      `insert into job_steps (job_id, name, result, attempt, started_at)
       select $1, 'step ' || n, to_json(repeat('x', $3::int))::text, 1, now() from generate_series(1, $2::int) n`,
      [job.id, steps, bytes],
    );
    await core.platform.jobs.runNow(who('ann'), job.id);
    return core.ended(job.id);
  };
  expect(errorOf(await endWith(1_000, 1))).toMatchObject({ code: 'too_many_steps' });
  expect(errorOf(await endWith(40, 209_900))).toMatchObject({ code: 'steps_too_large' });
  expect((await endWith(999, 1)).state).toBe('completed');
});
