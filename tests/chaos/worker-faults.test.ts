import { describe, expect, type TestContext, test } from 'vitest';
import { startCore, type TestCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';

/** Stores and workers of one test's own: what it kills is nobody else's, so that all can run at once. */
const startWorld = async (onTestFinished: TestContext['onTestFinished']) => {
  const core: TestCore = await startCore({ persistent: true });
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
  });
  const launch = async (more: Record<string, string> = {}) => {
    const worker = await startWorkerProcess({ ...core.environment, WORKER_PORT: '0', ...more });
    workers.push(worker);
    return worker;
  };
  const times = (jobId: string, what: string) =>
    workers
      .flatMap((worker) => worker.reports)
      .filter((one) => one.jobId === jobId && one.what === what).length;
  /** Two workers; answers which of them runs the job. */
  const launchTwo = async () => {
    const both = await Promise.all([launch(), launch()]);
    return (jobId: string) =>
      both.find((worker) => worker.reports.some((one) => one.jobId === jobId));
  };
  return { core, launch, launchTwo, times };
};

// They wait for locks to run out more than they work.
describe.concurrent('a fault under a running job', { timeout: 180_000 }, () => {
  test('a job whose worker is killed runs on elsewhere and repeats no finished step', async ({
    onTestFinished,
  }) => {
    const { core, launchTwo, times } = await startWorld(onTestFinished);
    const holderOf = await launchTwo();
    const job = await core.submit('steps', { ms: 1_500 });
    await eventually(() => times(job.id, 'step b') === 1, 40_000, 'the second step');
    await holderOf(job.id)?.end('SIGKILL');
    const row = await core.ended(job.id, 60_000);
    expect(row).toMatchObject({ state: 'completed', attempt: 2, crashes: 1 });
    expect([times(job.id, 'step a'), times(job.id, 'step b'), times(job.id, 'step c')]).toEqual([
      1, 2, 1,
    ]);
  });

  test('a worker frozen past its lock writes nothing once another has the job', async ({
    onTestFinished,
  }) => {
    const { core, launchTwo, times } = await startWorld(onTestFinished);
    const holderOf = await launchTwo();
    const job = await core.submit('steps', { ms: 800 });
    const holder = await eventually(
      () => (times(job.id, 'step a') === 1 ? holderOf(job.id) : undefined),
      40_000,
      'the first step',
    );
    holder.signal('SIGSTOP');
    const row = await core.ended(job.id, 60_000);
    holder.signal('SIGCONT');
    expect(row).toMatchObject({ state: 'completed', attempt: 2 });
    // The thawed process runs jobs again, so whatever it meant to write of the old one has been refused by now.
    await eventually(
      async () => {
        const next = await core.submit('steps', { ms: 1 });
        await core.ended(next.id);
        return holder.reports.some((one) => one.jobId === next.id);
      },
      60_000,
      'a job on the thawed worker',
    );
    expect(await core.platform.reads.find(job.id)).toMatchObject({
      rev: row.rev,
      fence: row.fence,
      state: 'completed',
    });
  });

  test('a job that has used up its crash budget ends as a crash loop instead of taking another process down', async ({
    onTestFinished,
  }) => {
    const { core, launch } = await startWorld(onTestFinished);
    const job = await core.submit('poison');
    const worker = await launch();
    await worker.gone;
    // Four earlier deaths, which would only take time to live through.
    await core.platform.pool.query('update jobs set crashes = 5, attempt = 5 where id = $1', [
      job.id,
    ]);
    const next = await launch();
    const row = await core.ended(job.id, 60_000);
    expect(row.state).toBe('failed');
    expect(JSON.parse(row.error ?? '')).toMatchObject({ code: 'crash_loop' });
    expect(next.reports.filter((one) => one.jobId === job.id)).toEqual([]);
  });

  test('a job that gets on between deaths outlives more of them than one that does not', async ({
    onTestFinished,
  }) => {
    const { core, launch, times } = await startWorld(onTestFinished);
    const worker = await launch();
    const job = await core.submit('steps', { ms: 1_000 });
    await eventually(() => times(job.id, 'step b') === 1, 40_000, 'the second step');
    await worker.end('SIGKILL');
    // Nine earlier deaths, and the steps in between that only take time to live through.
    await core.platform.pool.query('update jobs set crashes = 9, attempt = 10 where id = $1', [
      job.id,
    ]);
    await core.platform.pool.query('update job_steps set attempt = 10 where job_id = $1', [job.id]);
    await launch();
    expect(await core.ended(job.id, 60_000)).toMatchObject({
      state: 'completed',
      attempt: 11,
      crashes: 10,
    });
  });

  test('a handler that keeps the processor past the lock keeps its job', async ({
    onTestFinished,
  }) => {
    const { core, launch, times } = await startWorld(onTestFinished);
    await launch();
    await launch();
    const job = await core.submit('spin', { ms: 9_000 });
    const row = await core.ended(job.id, 60_000);
    expect(row).toMatchObject({ state: 'completed', attempt: 1, crashes: 0 });
    expect(times(job.id, 'start')).toBe(1);
  });

  test('SIGTERM lets short work finish and hands long work back without a penalty', async ({
    onTestFinished,
  }) => {
    const { core, launch, times } = await startWorld(onTestFinished);
    const first = await launch({ WORKER_GRACE_MS: '1500' });
    const long = await core.submit('steps', { ms: 4_000 });
    const short = await core.submit('steps', { ms: 100 });
    await eventually(
      () => times(long.id, 'start') === 1 && times(short.id, 'start') === 1,
      40_000,
      'both starts',
    );
    expect(await first.end('SIGTERM')).toBe(0);
    expect(await core.platform.reads.find(short.id)).toMatchObject({ state: 'completed' });
    expect(await core.platform.reads.find(long.id)).toMatchObject({
      state: 'pending',
      attempt: 0,
      crashes: 0,
    });
    await launch();
    expect(await core.ended(long.id, 60_000)).toMatchObject({
      state: 'completed',
      attempt: 1,
      crashes: 0,
    });
  });

  test('SIGTERM ends a worker also while Redis is away, and its work is handed back', async ({
    onTestFinished,
  }) => {
    const { core, launch, times } = await startWorld(onTestFinished);
    const worker = await launch({ WORKER_GRACE_MS: '500' });
    const job = await core.submit('steps', { ms: 20_000 });
    await eventually(() => times(job.id, 'start') === 1, 40_000, 'the start');
    await core.redis.kill();
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(await core.platform.reads.find(job.id)).toMatchObject({ state: 'pending', attempt: 0 });
    await core.redis.restart();
    const who = { userId: 'ann', role: 'user', via: 'token' } as const;
    expect((await core.platform.jobs.cancel(who, job.id)).status).toBe('cancelled');
  });

  test('Redis killed and restarted loses no accepted job', async ({ onTestFinished }) => {
    const { core, launch } = await startWorld(onTestFinished);
    await launch();
    const before = await Promise.all([1, 2, 3].map(() => core.submit('steps', { ms: 300 })));
    await core.redis.kill();
    const during = await core.platform.ledger.submit({
      id: `ann~steps~${'0'.repeat(26)}`,
      owner: 'ann',
      type: 'steps',
      input: '{"ms":10}',
      options: '{}',
      idemKey: null,
      idemHash: null,
      maxAttempts: 3,
      delayMs: 0,
      retryOf: null,
      parentId: null,
      traceId: null,
    });
    await core.redis.restart();
    for (const job of [...before, during]) {
      expect((await core.ended(job?.id ?? '', 60_000)).state).toBe('completed');
    }
  });

  test('a Postgres that is away for a while neither loses nor doubles an end', async ({
    onTestFinished,
  }) => {
    const { core, launch, times } = await startWorld(onTestFinished);
    await launch();
    const jobs = await Promise.all([1, 2, 3, 4].map(() => core.submit('steps', { ms: 400 })));
    await eventually(
      () => jobs.every((job) => times(job.id, 'step b') === 1),
      40_000,
      'the second steps',
    );
    await core.postgres.pause();
    await expect(core.submit('steps', { ms: 1 })).rejects.toThrow();
    await core.postgres.resume();
    for (const job of jobs) {
      expect(await core.ended(job.id, 60_000)).toMatchObject({ state: 'completed', attempt: 1 });
      expect(times(job.id, 'step c')).toBe(1);
    }
  });
});
