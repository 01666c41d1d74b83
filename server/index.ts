import { ConfigError, loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
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
const platform = createPlatform(config, 'server');
const server = createSocketServer(platform);
const { log } = platform;

const stop = async (signal: string, exitCode: number) => {
  log.info({ signal }, 'closing');
  setTimeout(() => process.exit(exitCode || 1), EXIT_DEADLINE_MS).unref();
  await server.close();
  await platform.close();
  process.exit(exitCode);
};

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Asked twice, it goes at once.
  process.once(signal, () => {
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

const port = await server.listen(config.socketPort, config.host);
log.info({ port, host: config.host }, 'listening for sockets');
