import { newsIngestion as contract } from '#contracts/jobs/news-ingestion';
import { createAi } from '#platform/ai/create-ai';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createWorker } from '#worker/create-worker';
import { newsIngestion } from '#worker/jobs/news-ingestion';
import { unusedDeps } from './unused-deps';

/** Entry of a worker process that gathers news and nothing else, for a test to kill. */
const config = loadConfig(process.env);
const platform = createPlatform(config, 'worker');
const { pool, log, redis, metrics } = platform;
const ai = await createAi({ config: config.ai, pool, log, redis, metrics });
const deps = { ...unusedDeps, config, pool, log, ai };
createWorker({
  platform,
  handlers: {
    'news-ingestion': (input, context) =>
      newsIngestion(input as Record<string, never>, context, deps),
  },
  contracts: { 'news-ingestion': contract },
  schedules: [],
});
process.send?.({ what: 'ready', jobId: '', attempt: 0 });
