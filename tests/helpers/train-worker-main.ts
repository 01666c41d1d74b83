import { createAi } from '#platform/ai/create-ai';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createWorker } from '#worker/create-worker';
import type { JobContext } from '#worker/job-context';
import { createTrain } from '#worker/jobs/train';
import { shortCurriculum } from '../platform/guidelines/short-curriculum';
import { testContract } from './test-contract';
import { unusedDeps } from './unused-deps';

/**
 * Entry of a worker process that trains on short curricula, each under whatever name is asked for. With DIE_AFTER it
 * kills itself after so many steps of its own, with DIE_BEFORE_COMMIT=1 just before the last of them is kept.
 */
const dieAfter = Number(process.env.DIE_AFTER ?? Number.POSITIVE_INFINITY);
const beforeCommit = process.env.DIE_BEFORE_COMMIT === '1';

const report = (what: string, ctx: JobContext): Promise<void> =>
  new Promise((resolve) => {
    process.send?.({ what, jobId: ctx.jobId, attempt: ctx.attempt }, undefined, {}, () =>
      resolve(),
    );
  });

let done = 0;
const die = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
};

/** The context as it is, but every step that is really run is told, and the fatal one is the last. */
const watched = (ctx: JobContext): JobContext => ({
  ...ctx,
  step: async (name, work) => {
    let ran = false;
    const value = await ctx.step(name, async (step) => {
      const result = await work(step);
      ran = true;
      done += 1;
      if (beforeCommit && done >= dieAfter && name.startsWith('learn ')) await die();
      return result;
    });
    if (ran) await report(name, ctx);
    if (ran && !beforeCommit && done >= dieAfter) await die();
    return value;
  },
});

const config = loadConfig(process.env);
const platform = createPlatform(config, 'worker');
const { pool, log, redis, metrics } = platform;
const ai = await createAi({ config: config.ai, pool, log, redis, metrics });
const deps = { config, pool, log, ai, ...unusedDeps };
const train = createTrain((id) => shortCurriculum(12, id));
const worker = createWorker({
  platform,
  handlers: { train: (input, ctx) => train(input as { curriculum: never }, watched(ctx), deps) },
  contracts: { train: testContract('train', { timeoutMs: 60_000 }) },
});
process.once('SIGTERM', () => {
  void worker
    .close()
    .then(() => ai.usage.close())
    .then(() => platform.close())
    .then(() => process.exit(0));
});
process.send?.({ what: 'ready', jobId: '', attempt: 0 });
