import { ConfigError, loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { stopOnSignals } from '#platform/stop-on-signals';
import { startTracing } from '#platform/tracing/start-tracing';
import { createSocketServer } from './create-socket-server';

/** Past this the process ends whatever is left, in milliseconds. */
const EXIT_DEADLINE_MS = 9_000;

const readConfig = () => {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
};

const config = readConfig();
const tracing = await startTracing(config, 'server');
const platform = createPlatform(config, 'server');
const server = createSocketServer(platform);
const { log } = platform;

stopOnSignals({
  log,
  deadlineMs: EXIT_DEADLINE_MS,
  stop: async (why) => {
    log.info({ why }, 'closing');
    await server.close();
    await Promise.all([platform.close(), tracing.close()]);
  },
});

const port = await server.listen(config.socketPort, config.host);
log.info({ port, host: config.host }, 'listening for sockets');
