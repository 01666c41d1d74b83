import { createAi } from '#platform/ai/create-ai';
import { createAlertSender } from '#platform/alerts/create-alert-sender';
import { startAlertCollector } from '#platform/alerts/start-alert-collector';
import { createCareersEngines } from '#platform/careers/engines';
import { type Config, ConfigError, loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createAsking } from '#platform/news/ask/create-asking';
import { startPushSender } from '#platform/push/start-push-sender';
import { stopOnSignals } from '#platform/stop-on-signals';
import { startTracing } from '#platform/tracing/start-tracing';
import { createWorker } from './create-worker';
import { createHealthServer } from './health-server';
import { bindHandlers } from './jobs/index';

/** Time beyond the grace for handing jobs back, in milliseconds. */
const AFTER_GRACE_MS = 5_000;

const start = async (config: Config) => {
  const tracing = await startTracing(config, 'worker');
  const platform = createPlatform(config, 'worker');
  const { log, pool, redis, metrics, objects, languageUse, schedules } = platform;
  const ai = await createAi({ config: config.ai, pool, log, redis, metrics });
  const careers = await createCareersEngines(config, pool, ai.model);
  const alerts = createAlertSender(platform);
  const asking = createAsking({ pool, ai, config, schedules });
  const worker = createWorker({
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
  // A person waits for the first answer; failing now it is loaded then.
  void asking.warm().catch(() => {});
  const collector = startAlertCollector(platform);
  const pushes = config.push.enabled ? startPushSender(platform) : undefined;
  const health = createHealthServer(platform, worker);
  health.listen(config.workerPort, config.host);

  stopOnSignals({
    log,
    deadlineMs: config.worker.graceMs + AFTER_GRACE_MS,
    stop: async (why) => {
      log.info({ why, running: worker.busy }, 'closing: no new jobs, waiting for the running ones');
      await Promise.all([worker.close(), pushes?.close(), collector.close()]);
      alerts.close();
      health.close();
      await ai.usage.close();
      await Promise.all([platform.close(), tracing.close()]);
    },
  });
  log.info(
    { concurrency: config.worker.concurrency, healthPort: config.workerPort },
    'taking jobs',
  );
};

try {
  await start(loadConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(1);
}
