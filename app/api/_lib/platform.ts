import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import type { Platform } from '#platform/platform';
import { startTracing } from '#platform/tracing/start-tracing';
import { flushAtEnd } from './flush-at-end';

const slot = Symbol.for('jobwire.web.platform');
type Holder = typeof globalThis & { [slot]?: Promise<Platform> };

/**
 * The process's one platform, built at the first request: `next build` imports every route without
 * an environment, and the development server loads modules anew at each change.
 *
 * @throws ConfigError where the environment is wrong; the next call tries again
 */
export const platform = (): Promise<Platform> => {
  const holder = globalThis as Holder;
  holder[slot] ??= Promise.resolve()
    .then(async () => {
      const config = loadConfig(process.env);
      flushAtEnd(await startTracing(config, 'web'));
      return createPlatform(config, 'web');
    })
    .catch((error: unknown) => {
      delete holder[slot];
      throw error;
    });
  return holder[slot];
};

/** Makes `given` the process's platform; for a process that has built it already. */
export const holdPlatform = (given: Platform): void => {
  (globalThis as Holder)[slot] = Promise.resolve(given);
};
