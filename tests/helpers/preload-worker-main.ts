import { preloadLanguages as contract } from '#contracts/jobs/preload-languages';
import { createAi } from '#platform/ai/create-ai';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createWorker } from '#worker/create-worker';
import type { JobContext } from '#worker/job-context';
import { createPreloadLanguages } from '#worker/jobs/preload-languages';
import { fewLessons } from './few-lessons';
import { unusedDeps } from './unused-deps';

/**
 * Entry of a worker process that preloads a few lessons. It tells every step that it really runs, and with
 * DIE_AFTER kills itself after so many of them.
 */
const dieAfter = Number(process.env.DIE_AFTER ?? Number.POSITIVE_INFINITY);

const report = (what: string, ctx: JobContext): Promise<void> =>
  new Promise((resolve) => {
    const message = { what, jobId: ctx.jobId, attempt: ctx.attempt };
    process.send?.(message, undefined, {}, () => resolve());
  });

let done = 0;

const watched = (ctx: JobContext): JobContext => ({
  ...ctx,
  step: async (name, work) => {
    let ran = false;
    const value = await ctx.step(name, (step) => {
      ran = true;
      return work(step);
    });
    if (ran) {
      await report(name, ctx);
      done += 1;
      if (done >= dieAfter) {
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});
      }
    }
    return value;
  },
});

const config = loadConfig(process.env);
const platform = createPlatform(config, 'worker');
const { pool, log, redis, metrics, objects, languageUse } = platform;
const ai = await createAi({ config: config.ai, pool, log, redis, metrics });
const deps = { ...unusedDeps, config, pool, log, ai, objects, languageUse };
const preload = createPreloadLanguages(() => fewLessons(4));
const worker = createWorker({
  platform,
  handlers: { 'preload-languages': (input, ctx) => preload(input as never, watched(ctx), deps) },
  contracts: { 'preload-languages': contract },
});
process.once('SIGTERM', () => {
  void worker
    .close()
    .then(() => ai.usage.close())
    .then(() => platform.close())
    .then(() => process.exit(0));
});
process.send?.({ what: 'ready', jobId: '', attempt: 0 });
