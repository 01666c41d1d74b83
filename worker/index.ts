import { createCareersEngines } from '#platform/careers/engines';
import { type Config, ConfigError, loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { createWorker } from './create-worker';
import { createHealthServer } from './health-server';
import { bindHandlers } from './jobs/index';

/** Time beyond the grace for handing jobs back, in milliseconds; then the process ends whatever is left. */
const EXIT_AFTER_GRACE_MS = 5_000;

const start = async (config: Config) => {
  const platform = createPlatform(config, 'worker');
  const { log, pool } = platform;
  const careers = await createCareersEngines(config, pool);
  const worker = createWorker({ platform, handlers: bindHandlers({ config, pool, log, careers }) });
  const health = createHealthServer(platform, worker);
  health.listen(config.workerPort, config.host);

  const stop = async (why: string, exitCode: number) => {
    log.info({ why, running: worker.busy }, 'closing: no new jobs, waiting for the running ones');
    setTimeout(
      () => process.exit(exitCode || 1),
      config.worker.graceMs + EXIT_AFTER_GRACE_MS,
    ).unref();
    await worker.close();
    health.close();
    await platform.close();
    process.exit(exitCode);
  };

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      // Asked twice, it goes at once: the ledger and the locks see to the rest.
      process.once(signal, () => process.exit(1));
      void stop(signal, 0);
    });
  }
  for (const trouble of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(trouble, (error: unknown) => {
      log.fatal({ err: error }, trouble);
      void stop(trouble, 1);
    });
  }
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
