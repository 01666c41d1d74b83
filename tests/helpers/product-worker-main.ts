import { createAi } from '#platform/ai/create-ai';
import { createAlertSender } from '#platform/alerts/create-alert-sender';
import { createCareersEngines } from '#platform/careers/engines';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createAsking } from '#platform/news/ask/create-asking';
import { createWorker } from '#worker/create-worker';
import { bindHandlers } from '#worker/jobs/index';

/** Entry of a worker process with the product's own jobs, for a test to kill. */
const config = loadConfig(process.env);
const platform = createPlatform(config, 'worker');
const { pool, log, redis, metrics, objects, languageUse, schedules } = platform;
const ai = await createAi({ config: config.ai, pool, log, redis, metrics });
const careers = await createCareersEngines(config, pool, ai.model);
const alerts = createAlertSender(platform);
const asking = createAsking({ pool, ai, config, schedules });
createWorker({
  platform,
  handlers: bindHandlers({
    config,
    pool,
    log,
    ai,
    careers,
    objects,
    languageUse,
    alerts,
    asking,
    jobs: platform.jobs,
    userData: platform.userData,
  }),
});
