import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobInput, JobOutput } from '#contracts/jobs/index';
import { fingerprintOf } from '#platform/admin/fingerprint';
import type { Principal } from '#platform/principal';
import { PermanentError } from '#worker/job-context';
import { retryFailures } from '#worker/jobs/retry-failures';
import { startCore, type TestCore, testContract } from '../helpers/core';
import { putEndedJob } from '../helpers/ended-job';
import { eventually } from '../helpers/eventually';
import { startWorkerProcess } from '../helpers/worker-process';

const type = 'career-insights';
const operator: Principal = { userId: 'oda', role: 'operator', via: 'token' };

let core: TestCore;
/** What the jobs of the type do. */
let work: (signal: AbortSignal) => Promise<unknown>;
let starts = 0;
beforeAll(async () => {
  core = await startCore({ env: { WORKER_GRACE_MS: '200', WORKER_MAX_JOBS: '0' } });
  const { pool, jobs } = core.platform;
  core.worker(
    {
      [type]: async (_input, { signal }) => {
        starts += 1;
        return work(signal);
      },
      'retry-failures': (input, context) =>
        retryFailures(input as JobInput<'retry-failures'>, context, { pool, jobs }),
    },
    [testContract(type, { attempts: 1 })],
  );
});
afterAll(() => core.stop());

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
const stateOf = async (id: string) => (await core.platform.reads.find(id))?.state;
const actOnQueue = (action: 'pause' | 'resume' | 'limit', concurrency?: number | null) =>
  core.platform.operators.actOnQueue(operator, type, action, { concurrency });

test('what is paused stays paused when Redis forgets everything, and runs when it is resumed', async () => {
  work = async () => 'done';
  starts = 0;
  await actOnQueue('pause');
  const before = await core.submit(type);
  const { engine, redis } = core.platform;
  await redis.flushall();
  const after = await core.submit(type);
  // Both are back in line, the one that was forgotten too, and the line is paused as before.
  await eventually(async () => {
    const both = await Promise.all([before, after].map(({ id }) => engine.queue(type).getJob(id)));
    return both.every(Boolean) && (await engine.queue(type).isPaused());
  }, 20_000);
  expect(await Promise.all([stateOf(before.id), stateOf(after.id)])).toEqual([
    'pending',
    'pending',
  ]);
  expect(starts).toBe(0);
  const seen = await core.platform.jobs.get(operator, after.id);
  expect(seen.waitingFor).toEqual({ reason: 'paused' });
  await actOnQueue('resume');
  expect(await core.ended(before.id)).toMatchObject({ state: 'completed' });
  expect(await core.ended(after.id)).toMatchObject({ state: 'completed' });
});

test('a limit bounds what runs at once, and is there again after a flush', async () => {
  let now = 0;
  let most = 0;
  work = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 30));
    now -= 1;
  };
  await actOnQueue('limit', 1);
  const { engine, redis } = core.platform;
  await redis.flushall();
  await eventually(async () => (await engine.queue(type).getGlobalConcurrency()) === 1, 10_000);
  const jobs = await Promise.all(Array.from({ length: 5 }, () => core.submit(type)));
  for (const { id } of jobs) await core.ended(id);
  expect(most).toBe(1);
  await actOnQueue('limit', null);
});

test('a drained worker hands back what it runs, takes nothing, says so, and can be resumed', async () => {
  work = untilAborted;
  const running = await core.submit(type);
  await eventually(async () => (await stateOf(running.id)) === 'running');
  const { operators, jobs } = core.platform;
  const self = () =>
    eventually(async () => (await operators.workers()).workers.find((one) => one.state === 'up'));
  const { id, types } = await self();
  expect(types).toContain(type);
  await operators.actOnWorker(operator, id, 'drain');
  await eventually(async () => (await self()).draining, 10_000);
  // Nobody's fault: the attempt is given back.
  await eventually(async () => (await stateOf(running.id)) === 'pending', 10_000);
  expect(await core.platform.reads.find(running.id)).toMatchObject({ attempt: 0 });
  const waiting = await core.submit(type);
  const { waitingFor } = await jobs.get(operator, waiting.id);
  expect(waitingFor).toEqual({ reason: 'no-worker' });
  work = async () => 'done';
  await operators.actOnWorker(operator, id, 'resume');
  expect(await core.ended(running.id)).toMatchObject({ state: 'completed', attempt: 1 });
  expect(await core.ended(waiting.id)).toMatchObject({ state: 'completed' });
  await eventually(async () => !(await self()).draining, 10_000);
});

/** Jobs that have failed in the same way, of two owners. */
const failAlike = async (
  { platform: { pool } }: TestCore,
  message: string,
  count: number,
): Promise<[string, string[]]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const at = Date.now() - 60_000 + n;
    const owner = n % 2 === 0 ? 'ann' : 'bob';
    ids.push(
      await putEndedJob(pool, at, {
        type,
        owner,
        state: 'failed',
        message,
        input: { domain: 'Data' },
      }),
    );
  }
  return [fingerprintOf(type, { code: 'broke', message }), ids];
};
const retriesOf = async (
  { platform: { pool } }: TestCore,
  ids: readonly string[],
): Promise<Record<string, number>> => {
  const { rows } = await pool.query<{ of: string; n: number }>(
    'select retry_of as of, count(*)::int as n from jobs where retry_of = any($1) group by retry_of',
    [ids],
  );
  return Object.fromEntries(rows.map(({ of, n }) => [of, n]));
};
const resultOf = async (of: TestCore, id: string): Promise<JobOutput<'retry-failures'>> =>
  JSON.parse((await of.ended(id, 45_000)).result ?? 'null');

test('a group retry stops at the first one that fails again, and leaves the others alone', async () => {
  work = async () => {
    throw new PermanentError('still_broken', 'It is still broken.');
  };
  const [fingerprint, ids] = await failAlike(core, 'Canary fails', 4);
  const { job } = await core.platform.operators.retryFailures(operator, fingerprint, {});
  const result = await resultOf(core, job.id);
  expect(result).toMatchObject({
    outcome: 'stopped',
    canary: { jobId: ids[3], status: 'failed', error: { code: 'still_broken' } },
    retried: 1,
    left: 3,
  });
  expect(await retriesOf(core, ids)).toEqual({ [ids[3] as string]: 1 });
});

test('a group retry goes on to the others once the first one has completed, and passes over retried ones', async () => {
  work = async () => 'mended';
  const [fingerprint, ids] = await failAlike(core, 'Canary passes', 5);
  await core.platform.jobs.retry(operator, ids[0] as string);
  const more = { perSecond: 50 };
  const { job } = await core.platform.operators.retryFailures(operator, fingerprint, more);
  expect(await resultOf(core, job.id)).toMatchObject({
    outcome: 'done',
    canary: { status: 'completed' },
    retried: 4,
    left: 0,
  });
  expect(await retriesOf(core, ids)).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
  const { rows } = await core.platform.pool.query(
    'select distinct owner from jobs where retry_of = any($1) order by owner',
    [ids],
  );
  expect(rows).toEqual([{ owner: 'ann' }, { owner: 'bob' }]);
  // Nothing is left: the same again is done at once.
  const again = await core.platform.operators.retryFailures(operator, fingerprint, {});
  expect(await resultOf(core, again.job.id)).toMatchObject({ outcome: 'nothing', retried: 0 });
});

test('a group retry whose worker is killed goes on in another one and doubles nothing', async ({
  onTestFinished,
}) => {
  const own = await startCore({ env: { WORKER_MAX_JOBS: '0' } });
  const [fingerprint, ids] = await failAlike(own, 'Killed mid-way', 40);
  const first = await startWorkerProcess(own.environment);
  const processes = [first];
  onTestFinished(async () => {
    for (const one of processes) await one.end('SIGKILL');
    await own.stop();
  });
  const { job } = await own.platform.operators.retryFailures(operator, fingerprint, {
    perSecond: 10,
  });
  await eventually(async () => Object.keys(await retriesOf(own, ids)).length > 5, 20_000);
  await first.end('SIGKILL');
  expect(Object.keys(await retriesOf(own, ids)).length).toBeLessThan(40);
  processes.push(await startWorkerProcess(own.environment));
  expect(await resultOf(own, job.id)).toMatchObject({ outcome: 'done', retried: 40, left: 0 });
  expect(await retriesOf(own, ids)).toEqual(Object.fromEntries(ids.map((id) => [id, 1])));
});
