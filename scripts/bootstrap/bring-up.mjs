import { once } from 'node:events';
import { join } from 'node:path';
import { allOrNone } from './all-or-none.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { runChild } from './run-child.mjs';
import { databaseService, productServices, redisService, STAGES } from './services.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./supervisor.mjs').Supervisor} Supervisor */

/**
 * Waits for a promise, but no longer than until the signal aborts.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
const unlessAborted = async (promise, signal) => {
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = once(signal, 'abort', { signal: over.signal }).then(() =>
    signal.throwIfAborted(),
  );
  aborted.catch(() => {});
  try {
    return /** @type {T} */ (await Promise.race([promise, aborted]));
  } finally {
    over.abort();
  }
};

/**
 * Starts Redis and the database, whichever of them is not given by the environment.
 *
 * @param {Settings} settings
 * @param {Supervisor} supervisor
 * @param {string | undefined} redisProgram undefined when a Redis is given
 */
export const startStores = async (settings, supervisor, redisProgram) => {
  const stores = [];
  if (settings.databasePort) stores.push(supervisor.run(databaseService(settings), STAGES.stores));
  if (redisProgram) {
    stores.push(supervisor.run(redisService(settings, redisProgram), STAGES.stores));
  }
  await Promise.all(stores.map(({ ready }) => ready));
};

/**
 * Checks the configuration and migrates the database.
 *
 * @param {Settings} settings
 * @param {string | undefined} build
 * @param {AbortSignal} signal
 */
const prepare = async (settings, build, signal) => {
  const script = build
    ? [join(build, 'prepare.mjs')]
    : ['--import', 'tsx', join(settings.root, 'scripts/prepare.ts')];
  const code = await runChild(process.execPath, script, {
    cwd: settings.root,
    env: settings.env,
    signal,
  });
  if (code !== 0) {
    throw new StartError('The start was given up (see above).');
  }
};

/**
 * Brings the whole platform up: what can go side by side does. Resolves when every process serves.
 *
 * @param {Settings} settings
 * @param {Supervisor} supervisor
 * @param {string | undefined} redisProgram undefined when a Redis is given
 * @param {AbortSignal} signal gives up; what runs by then is the supervisor's to end
 * @throws {StartError}
 */
export const bringUp = async (settings, supervisor, redisProgram, signal) => {
  const [build] = await allOrNone(signal, (either) => [
    settings.dev ? undefined : ensureBuild(settings.root, either),
    unlessAborted(startStores(settings, supervisor, redisProgram), either),
  ]);
  await prepare(settings, build, signal);
  const children = productServices(settings, build).map(({ spec, stage }) =>
    supervisor.run(spec, stage),
  );
  await unlessAborted(Promise.all(children.map(({ ready }) => ready)), signal);
};
