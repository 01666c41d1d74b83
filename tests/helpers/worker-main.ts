import { setTimeout as sleep } from 'node:timers/promises';
import type { JobContract } from '#contracts/define-job';
import type { JobInput } from '#contracts/jobs/index';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { startTracing } from '#platform/tracing/start-tracing';
import { createWorker } from '#worker/create-worker';
import { retryFailures } from '#worker/jobs/retry-failures';
import type { AnyHandler } from '#worker/run-attempt';
import { testContract } from './test-contract';

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
  /** Starts `count` children that work through three steps of `ms`, and a job to follow it. */
  family: async (input, ctx) => {
    const { count, ms } = input as { count: number; ms: number };
    report('start', ctx.jobId, ctx.attempt);
    const children = Array.from({ length: count }, (_, index) => ({
      key: `child-${index}`,
      type: 'steps',
      input: { ms },
    }));
    const outcomes = await ctx.children('parts', children, { from: 10, to: 90 });
    report('resumed', ctx.jobId, ctx.attempt);
    return { attempt: ctx.attempt, keys: outcomes.map((one) => one.key) };
  },
  /** Queues itself again until `left` is 0; says so before each end. */
  chain: async (input, ctx) => {
    const { left, ms } = input as { left: number; ms: number };
    if (left > 0) ctx.follow({ key: 'next', type: 'chain', input: { left: left - 1, ms } });
    report(`link ${left}`, ctx.jobId, ctx.attempt);
    await sleep(ms, undefined, { signal: ctx.signal });
    return { left };
  },
  tock: async () => 'done',
  'career-insights': async () => ({}),
  'retry-failures': (input, ctx) =>
    retryFailures(input as JobInput<'retry-failures'>, ctx, platform),
  /** Two steps, the second of which calls out; the first attempt waits between them for its end. */
  'skill-gap-analysis': async (_input, ctx) => {
    await ctx.step('before', () => report('start', ctx.jobId, ctx.attempt));
    if (ctx.attempt === 1) await sleep(60_000, undefined, { signal: ctx.signal });
    const status = await ctx.step('call', async () => {
      const options = { maxBytes: 1_000, timeoutMs: 5_000 };
      return (await platform.outgoing.fetch(process.env.CALL_URL ?? '', options)).status;
    });
    return { status };
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
  [
    'steps',
    'spin',
    'family',
    'chain',
    'tock',
    'poison',
    'skill-gap-analysis',
    'career-insights',
  ].map((type) => [type, testContract(type, { timeoutMs: 60_000 })]),
);
const config = loadConfig(process.env);
const tracing = await startTracing(config, 'worker');
const platform = createPlatform(config, 'worker');
const eachSecond = {
  name: 'each-second',
  contract: contracts.tock as JobContract,
  input: {},
  cron: '* * * * * *',
  timezone: 'UTC',
  ...({ overlap: 'queue', misfire: 'all', misfireLimit: 60, runAtStart: false } as const),
};
const schedules = process.env.EACH_SECOND === '1' ? [eachSecond] : [];
const worker = createWorker({ platform, handlers, contracts, schedules });
process.once('SIGTERM', () => {
  void worker
    .close()
    .then(() => Promise.all([platform.close(), tracing.close()]))
    .then(() => process.exit(0));
});
process.send?.({ what: 'ready', jobId: '', attempt: 0 });
