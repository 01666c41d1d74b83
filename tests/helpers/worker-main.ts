import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createWorker } from '#worker/create-worker';
import type { AnyHandler } from '#worker/run-attempt';
import { testContract } from './core';

/** Entry of a worker process under test: job types that report what they do to the test. */
const report = (what: string, jobId: string, attempt: number) =>
  process.send?.({ what, jobId, attempt });

const handlers: Record<string, AnyHandler> = {
  /** Three steps; each takes `ms`. */
  steps: async (input, ctx) => {
    const { ms } = input as { ms: number };
    report('start', ctx.jobId, ctx.attempt);
    for (const name of ['a', 'b', 'c']) {
      await ctx.step(name, async () => {
        report(`step ${name}`, ctx.jobId, ctx.attempt);
        await sleep(ms, undefined, { signal: ctx.signal });
        return name;
      });
    }
    return { attempt: ctx.attempt };
  },
  /** Keeps the processor for `ms` without a pause. */
  spin: async (input, ctx) => {
    report('start', ctx.jobId, ctx.attempt);
    const end = performance.now() + (input as { ms: number }).ms;
    let turns = 0;
    while (performance.now() < end) turns += 1;
    return { attempt: ctx.attempt, turned: turns > 0 };
  },
  /** Takes its process down. */
  poison: async (_input, ctx) => {
    report('start', ctx.jobId, ctx.attempt);
    process.kill(process.pid, 'SIGKILL');
    await sleep(1_000);
    return null;
  },
};

const contracts = Object.fromEntries(
  ['steps', 'spin', 'poison'].map((type) => [type, testContract(type, { timeoutMs: 60_000 })]),
);
const platform = createPlatform(loadConfig(process.env), 'worker');
const worker = createWorker({ platform, handlers, contracts });
process.once('SIGTERM', () => {
  void worker
    .close()
    .then(() => platform.close())
    .then(() => process.exit(0));
});
process.send?.({ what: 'ready', jobId: '', attempt: 0 });
