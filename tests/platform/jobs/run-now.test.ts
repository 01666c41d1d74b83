import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Principal } from '#platform/principal';
import { RetryableError } from '#worker/job-context';
import { startCore, type TestCore, testContract } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';

const HOUR_MS = 3_600_000;
let core: TestCore;
const as = (userId: string, role: 'user' | 'admin' = 'user'): Principal => ({
  userId,
  role,
  via: 'token',
});
const stateOf = async (id: string) => (await core.platform.reads.find(id))?.state;
/** Fails its first attempt and is then put off for an hour. */
const pausing = async (owner: string) => {
  const job = await core.submit('pausing', {}, { owner });
  await eventually(async () => (await stateOf(job.id)) === 'retrying');
  return job;
};
/** Until the engine itself holds the job back: the ledger says so a moment earlier. */
const heldBack = (id: string) =>
  eventually(async () => {
    const held = await core.platform.engine.queue('pausing').getJob(id);
    return (await held?.getState()) === 'delayed';
  });

beforeAll(async () => {
  core = await startCore({ persistent: true });
  core.worker(
    {
      pausing: async (_input, { attempt }) => {
        if (attempt > 1) return attempt;
        throw new RetryableError('away', 'Not yet.', { retryAfterMs: HOUR_MS });
      },
    },
    [testContract('pausing')],
  );
});
afterAll(() => core.stop());

test('a job in back-off runs at once, and its history says who wished it', async () => {
  const { id } = await pausing('ann');
  await heldBack(id);
  expect(await core.platform.jobs.runNow(as('ann'), id)).toMatchObject({ status: 'pending' });
  expect(await core.ended(id)).toMatchObject({ state: 'completed', attempt: 2 });
  const { changes } = await core.platform.jobs.history(as('ann'), id);
  expect(changes.filter(({ actor }) => actor === 'ann')).toMatchObject([
    { status: 'pending' },
    { status: 'pending', detail: 'started at once' },
  ]);
  expect(changes.map(({ status }) => status)).toEqual([
    'pending',
    'running',
    'retrying',
    'pending',
    'running',
    'completed',
  ]);
  expect(await core.platform.ledger.hastened(10)).toEqual([]);
});

test('twenty wishes at once, and one made before the engine has put the job off, start it once', async () => {
  const { id } = await pausing('bea');
  await Promise.all(
    Array.from({ length: 20 }, () =>
      core.platform.jobs.runNow(as('bea'), id).catch((error) => {
        expect(error).toMatchObject({ code: 'not_waiting' });
      }),
    ),
  );
  expect(await core.ended(id)).toMatchObject({ state: 'completed', attempt: 2, crashes: 0 });
});

test('a scheduled job starts now, and its hour brings no second start', async () => {
  const job = await core.submit('pausing', {}, { owner: 'cleo', delayMs: HOUR_MS });
  await core.platform.jobs.runNow(as('cleo'), job.id);
  await eventually(async () => (await stateOf(job.id)) === 'retrying');
  const { rows } = await core.platform.pool.query('select 1 from delayed_jobs where job_id = $1', [
    job.id,
  ]);
  expect(rows).toEqual([]);
});

test('one that does not wait for a time, or is another’s, is left alone; an admin may', async () => {
  const job = await core.submit('pausing', {}, { owner: 'dora', delayMs: HOUR_MS });
  const { jobs } = core.platform;
  await expect(jobs.runNow(as('eve'), job.id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await stateOf(job.id)).toBe('scheduled');
  await jobs.cancel(as('dora'), job.id);
  await expect(jobs.runNow(as('dora'), job.id)).rejects.toMatchObject({ code: 'not_waiting' });
  const other = await pausing('dora');
  await jobs.runNow(as('boss', 'admin'), other.id);
  expect(await core.ended(other.id)).toMatchObject({ state: 'completed', owner: 'dora' });
});

test('a wish made while Redis is away comes true when it is back', async () => {
  const { id } = await pausing('fay');
  await heldBack(id);
  await core.redis.kill();
  await eventually(() => !core.platform.engine.available);
  expect(await core.platform.jobs.runNow(as('fay'), id)).toMatchObject({ status: 'pending' });
  await core.redis.restart();
  expect(await core.ended(id, 20_000)).toMatchObject({ state: 'completed', attempt: 2 });
});
