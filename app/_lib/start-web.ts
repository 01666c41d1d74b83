import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '#platform/config';
import type { Platform } from '#platform/platform';
import { endOfProcess } from '../api/_lib/end-of-process';
import { platform } from '../api/_lib/platform';
import { type BuildFiles, createBuildFiles } from './build-files';
import { guardConnections } from './guard-connections';
import { createPagePolicy } from './page-policy';

/** Requests wait this long at most for the stores' first connections; then they hear that a store is away. */
const FIRST_CONNECTION_MS = 2_000;

/** In development there is no build: Next makes each file when somebody asks for it. */
const madeAsAsked: BuildFiles = (_request, _response, next) => next();

const connected = async ({ health }: Platform): Promise<void> => {
  const deadline = performance.now() + FIRST_CONNECTION_MS;
  while (performance.now() < deadline) {
    const { redis, postgres } = await health();
    if (redis && postgres) return;
    await sleep(50);
  }
};

/**
 * Makes the web process ready before its first request: stores connected, connections guarded. With a
 * wrong configuration the process ends and says what is wrong, rather than refuse every request.
 */
export const startWeb = async (): Promise<void> => {
  let socketUrl: string | undefined;
  const development = process.env.NODE_ENV !== 'production';
  // Beside the server's own file; a path from the working directory would draw all of that into the build.
  const buildFiles = development ? madeAsAsked : createBuildFiles(dirname(process.argv[1] ?? ''));
  guardConnections(
    createPagePolicy(() => socketUrl, development),
    buildFiles,
  );
  endOfProcess();
  try {
    const started = await platform();
    socketUrl = started.config.socketUrl;
    endOfProcess().addEventListener('abort', () => void started.uses.flush());
    await connected(started);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
};
