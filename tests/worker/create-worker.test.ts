import { afterAll, beforeAll, expect, test } from 'vitest';
import { PermanentError, RetryableError } from '#worker/job-context';
import { startCore, type TestCore, testContract } from '../helpers/core';
import { eventually } from '../helpers/eventually';

let core: TestCore;
const calls = new Map<string, number>();
const count = (name: string) => {
  calls.set(name, (calls.get(name) ?? 0) + 1);
  return calls.get(name) ?? 0;
};
const started = new Set<string>();

beforeAll(async () => {
  core = await startCore();
  core.worker(
    {
      echo: async (input, ctx) => {
        ctx.progress(40, 'Echoing');
        ctx.log('hello');
        return { echoed: input };
      },
      flaky: async (_input, ctx) => {
        const kept = await ctx.step('first', () => count(`${ctx.jobId}:first`));
        if (ctx.attempt < 3) throw new Error(`attempt ${ctx.attempt} fails`);
        return { kept, attempt: ctx.attempt };
      },
      hopeless: async () => {
        throw new PermanentError('no_way', 'This cannot work.');
      },
      busy: async (_input, ctx) => {
        if (count(ctx.jobId) < 3)
          throw new RetryableError('slow_down', 'Later.', { retryAfterMs: 20, free: true });
        return { attempt: ctx.attempt };
      },
      endless: async (_input, ctx) => {
        started.add(ctx.jobId);
        await new Promise((_, reject) =>
          ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason), { once: true }),
        );
        return null;
      },
      slow: async (_input, ctx) => {
        await new Promise((_, reject) =>
          ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason), { once: true }),
        );
        return null;
      },
    },
    [
      testContract('echo'),
      testContract('flaky'),
      testContract('hopeless'),
      testContract('busy'),
      testContract('endless'),
      testContract('slow', { timeoutMs: 100, attempts: 2 }),
    ],
  );
});
afterAll(() => core.stop());

test('a job runs, its result is kept and its owner is told in order', async () => {
  const job = await core.submit('echo', { a: 1 }, { owner: 'bea' });
  const row = await core.ended(job.id);
  expect(row).toMatchObject({ state: 'completed', attempt: 1, rev: 3 });
  expect(JSON.parse(row.result ?? '')).toEqual({ echoed: { a: 1 } });
  const events = await eventually(async () => {
    const all = await core.events('bea');
    return all.length === 3 ? all : null;
  });
  expect(events.map((event) => [event.seq, event.kind, event.job.status])).toEqual([
    [1, 'created', 'pending'],
    [2, 'started', 'running'],
    [3, 'completed', 'completed'],
  ]);
});

test('a failing attempt is retried after its back-off and repeats no finished step', async () => {
  const job = await core.submit('flaky');
  const row = await core.ended(job.id);
  expect(row).toMatchObject({ state: 'completed', attempt: 3 });
  expect(JSON.parse(row.result ?? '')).toEqual({ kept: 1, attempt: 3 });
  expect(calls.get(`${job.id}:first`)).toBe(1);
});

test('the last failure is final and says why', async () => {
  const job = await core.submit('flaky', {}, { maxAttempts: 2 });
  const row = await core.ended(job.id);
  expect(row).toMatchObject({ state: 'failed', attempt: 2 });
  expect(JSON.parse(row.error ?? '')).toEqual({
    code: 'handler_error',
    message: 'attempt 2 fails',
    retryable: true,
  });
});

test('a permanent error ends the job at its first attempt', async () => {
  const row = await core.ended((await core.submit('hopeless')).id);
  expect(row).toMatchObject({ state: 'failed', attempt: 1 });
  expect(JSON.parse(row.error ?? '')).toMatchObject({ code: 'no_way', retryable: false });
});

test('a pause that is nobody’s fault costs no attempt', async () => {
  const row = await core.ended((await core.submit('busy', {}, { maxAttempts: 1 })).id);
  expect(row).toMatchObject({ state: 'completed', attempt: 1 });
});

test('a running job is cancelled from another process and stays cancelled', async () => {
  const job = await core.submit('endless', {}, { owner: 'cleo' });
  await eventually(() => started.has(job.id));
  const answer = await core.platform.jobs.cancel(
    { userId: 'cleo', role: 'user', via: 'token' },
    job.id,
  );
  expect(answer.status).toBe('cancelling');
  expect((await core.ended(job.id)).state).toBe('cancelled');
});

test('an attempt that runs past its limit counts as failed', async () => {
  const row = await core.ended((await core.submit('slow', {}, { maxAttempts: 2 })).id);
  expect(row).toMatchObject({ state: 'failed', attempt: 2 });
  expect(JSON.parse(row.error ?? '')).toMatchObject({ code: 'timeout' });
});

test('a scheduled job joins the line at its time', async () => {
  const job = await core.submit('echo', {}, { delayMs: 1_200 });
  expect(job.state).toBe('scheduled');
  const row = await core.ended(job.id);
  expect(row.started_at?.getTime()).toBeGreaterThanOrEqual(job.run_at.getTime());
});

test('a job that the engine forgot is delivered again from the ledger', async () => {
  const job = await core.submit('endless', {}, { owner: 'dora' });
  await eventually(() => started.has(job.id));
  const waiting = await core.submit('echo', {}, { owner: 'dora', delayMs: 60_000 });
  await core.redis.flush();
  const later = await core.submit('echo', {}, { owner: 'dora' });
  await core.redis.flush();
  expect((await core.ended(later.id, 30_000)).state).toBe('completed');
  expect(waiting.state).toBe('scheduled');
  await core.platform.jobs.cancel({ userId: 'dora', role: 'user', via: 'token' }, job.id);
  expect((await core.ended(job.id, 30_000)).state).toBe('cancelled');
});
