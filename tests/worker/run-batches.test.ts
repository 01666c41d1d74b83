import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BudgetExceeded } from '#platform/ai/budget';
import { ProviderError } from '#platform/ai/provider-error';
import { type JobContext, PermanentError, RetryableError } from '#worker/job-context';
import { type Batch, runBatches } from '#worker/run-batches';
import { startCore, type TestCore, testContract } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { runHandler } from '../helpers/run-handler';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Runs batches of two over `items`; `work` says what each does. */
const run = (
  work: (batch: Batch<number>, step: { signal: AbortSignal; key: string }) => unknown,
  more: {
    items?: number[];
    kept?: Map<string, unknown>;
    signal?: AbortSignal;
    pauseMs?: number;
  } = {},
) => {
  const handler = (items: number[], context: JobContext) =>
    runBatches(context, {
      name: 'he',
      items,
      size: 2,
      key: (item) => `item ${item}`,
      work,
      pauseMs: more.pauseMs ?? 1,
      progress: { from: 10, to: 90, message: ({ index, total }) => `he ${index + 1}/${total}` },
    });
  return runHandler(handler, more.items ?? numbers(10), more);
};
const failure = async (running: Promise<unknown>) =>
  (await running.then(
    () => new Error('was expected to fail'),
    (error: unknown) => error,
  )) as RetryableError;
const sum = ({ items }: Batch<number>) => items.reduce((total, item) => total + item, 0);

describe('batches', () => {
  test('are done in order, each a step of its own, and say how far they are', async () => {
    const { output, steps, progress } = await run(sum);
    expect(output).toEqual([1, 5, 9, 13, 17]);
    expect(steps).toHaveLength(5);
    expect(new Set(steps).size).toBe(5);
    for (const step of steps) expect(step).toMatch(/^he [0-9a-f]{16}$/);
    expect(progress).toEqual(
      [10, 26, 42, 58, 74].map((percent, n) => ({ percent, message: `he ${n + 1}/5` })),
    );
  });

  test('of nothing are none', async () => {
    expect((await run(sum, { items: [] })).output).toEqual([]);
  });

  test('that fail once are tried again alone', async () => {
    const tries: number[] = [];
    const { output, log } = await run((batch) => {
      tries.push(batch.index);
      if (batch.index === 1 && tries.filter((one) => one === 1).length === 1) throw new Error('no');
      return sum(batch);
    });
    expect(output).toEqual([1, 5, 9, 13, 17]);
    expect(tries).toEqual([0, 1, 1, 2, 3, 4]);
    expect(log[0]).toMatch(/batch 2 of 5 failed \(no\); again in/);
  });

  test('that keep failing are left out, the others go on, and the end names them', async () => {
    const kept = new Map<string, unknown>();
    const tries: number[] = [];
    const error = await failure(
      run(
        (batch) => {
          tries.push(batch.index);
          if (batch.index === 1 || batch.index === 3) throw new Error(`no ${batch.index}`);
          return sum(batch);
        },
        { kept },
      ),
    );
    expect(tries).toEqual([0, 1, 1, 1, 2, 3, 3, 3, 4]);
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).toMatchObject({ code: 'batches_missing', free: false });
    expect(error.message).toBe('he: 2 of 5 batches are missing (2, 4). Last: no 3');
    const again: number[] = [];
    const { output } = await run(
      (batch) => {
        again.push(batch.index);
        return sum(batch);
      },
      { kept },
    );
    expect(again).toEqual([1, 3]);
    expect(output).toEqual([1, 5, 9, 13, 17]);
  });

  test('three in a row that fail end the run, and what was done is kept', async () => {
    const kept = new Map<string, unknown>();
    const tries: number[] = [];
    const error = await failure(
      run(
        (batch) => {
          tries.push(batch.index);
          if (batch.index > 0) throw new ProviderError('provider_unavailable', 'away');
          return sum(batch);
        },
        { kept, items: numbers(20) },
      ),
    );
    expect(new Set(tries)).toEqual(new Set([0, 1, 2, 3]));
    expect(kept.size).toBe(1);
    expect(error.message).toBe(
      'he: 9 of 10 batches are missing (2, 3, 4, 6 not begun). Last: away',
    );
  });

  test('a long pause that the provider asks for ends the run at once and costs no attempt', async () => {
    let tries = 0;
    const error = await failure(
      run(() => {
        tries += 1;
        throw new ProviderError('provider_rate_limited', 'wait', { retryAfterMs: 600_000 });
      }),
    );
    expect(tries).toBe(1);
    expect(error).toMatchObject({
      code: 'provider_rate_limited',
      free: true,
      retryAfterMs: 600_000,
    });
  });

  test('a used-up budget ends the run: of the day until midnight, of the job for good', async () => {
    const ofDay = await failure(
      run(() => {
        throw new BudgetExceeded('day', 'used up', 3_600_000);
      }),
    );
    expect(ofDay).toMatchObject({
      code: 'daily_budget_exceeded',
      free: true,
      retryAfterMs: 3_600_000,
    });
    const ofJob = await failure(
      run(() => {
        throw new BudgetExceeded('job', 'used up');
      }),
    );
    expect(ofJob).toBeInstanceOf(PermanentError);
    expect(ofJob).toMatchObject({
      code: 'budget_exceeded',
      message: 'he: 5 of 5 batches are missing (1, 4 not begun). Last: used up',
    });
  });

  test('that can never work are not tried twice, and fail the job for good', async () => {
    let tries = 0;
    const error = await failure(
      run(() => {
        tries += 1;
        throw new PermanentError('too_large', 'too large');
      }),
    );
    expect(tries).toBe(3);
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.code).toBe('batches_failed');
  });

  test('with a changed item are done anew, and the others are not', async () => {
    const kept = new Map<string, unknown>();
    await run(sum, { kept });
    const again: number[] = [];
    const items = [0, 1, 2, 99, 4, 5, 6, 7, 8, 9];
    const { output } = await run(
      (batch) => {
        again.push(batch.index);
        return sum(batch);
      },
      { kept, items },
    );
    expect(again).toEqual([1]);
    expect(output).toEqual([1, 101, 9, 13, 17]);
  });

  test('obey in a pause', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    let tried = false;
    const running = run(
      () => {
        tried = true;
        throw new Error('no');
      },
      { signal: stop.signal, pauseMs: 600_000 },
    );
    await expect.poll(() => tried).toBe(true);
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });
});

describe('batches of a real job', () => {
  let core: TestCore;
  const tries: string[] = [];
  beforeAll(async () => {
    core = await startCore();
    core.worker(
      {
        batches: async (input, context) => {
          const { broken } = input as { broken: boolean };
          const output = await runBatches(context, {
            name: 'b',
            items: numbers(8),
            size: 2,
            key: String,
            pauseMs: 1,
            work: async ({ index, items }, { signal }) => {
              tries.push(`${context.attempt}:${index}`);
              if (broken && index === 2 && context.attempt === 1) throw new Error('no');
              if (!broken) await sleep(600_000, undefined, { signal });
              return items.length;
            },
          });
          return { output };
        },
      },
      [testContract('batches')],
    );
  });
  afterAll(() => core.stop());

  test('that are missing after one attempt are all that the next one does', async () => {
    const { id } = await core.submit('batches', { broken: true });
    const row = await core.ended(id);
    expect(row).toMatchObject({ state: 'completed', attempt: 2 });
    expect(JSON.parse(row.result ?? '')).toEqual({ output: [2, 2, 2, 2] });
    expect(tries).toEqual(['1:0', '1:1', '1:2', '1:2', '1:2', '1:3', '2:2']);
  });

  test('end with their job when it is cancelled', async () => {
    tries.length = 0;
    const { id } = await core.submit('batches', { broken: false });
    await eventually(() => tries.length === 1);
    await core.platform.jobs.cancel({ userId: 'ann', role: 'user', via: 'token' }, id);
    expect((await core.ended(id)).state).toBe('cancelled');
    expect(tries).toEqual(['1:0']);
  });
});
