import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { livingHolders, readJson, takeLock } from './pid-lock.mjs';
import { StartError } from './start-error.mjs';

/** How long the leftovers of a killed run may take to end before a new one gives up on them. */
const LEFTOVERS_MS = 30_000;

/**
 * @param {string | undefined} configured DATA_DIR
 * @param {string} root the checkout
 * @returns {string} an absolute folder that exists and can be written
 * @throws {StartError}
 */
export const prepareDataDir = (configured, root) => {
  const dir = resolve(root, configured || '.data');
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch {
    throw new StartError(
      `Cannot write to DATA_DIR ${dir}; make it writable, or set DATA_DIR to another folder.`,
    );
  }
  return dir;
};

/**
 * Makes this process the only one that runs Jobwire on this folder.
 *
 * @param {string} dir
 * @throws {StartError} when another `npm start` does
 */
export const lockDataDir = async (dir) => {
  const path = join(dir, 'start.lock');
  const deadline = performance.now() + LEFTOVERS_MS;
  for (let waited = false; ; waited = true) {
    const lock = takeLock(path, { pid: process.pid });
    if (lock.held) return lock;
    const [holder] = livingHolders(lock.owner);
    const running = readJson(runningFile(dir));
    // Only the guard is left: the run was killed and what it had started is just being ended.
    const ending = holder && holder.pid !== lock.owner.pid && lock.owner.pid !== undefined;
    if (!ending || performance.now() > deadline) {
      const where = running?.webUrl ? ` at ${running.webUrl}` : '';
      throw new StartError(
        `Jobwire already runs on ${dir} (process ${holder?.pid})${where}; stop it, or set DATA_DIR to another folder.`,
      );
    }
    if (!waited) console.log('An earlier run is still ending; waiting for it.');
    await delay(200);
  }
};

/**
 * The secret under which tokens are signed in development: made once, kept beside the data it protects.
 *
 * @param {string} dir
 * @returns {string}
 */
export const developmentSecret = (dir) => {
  const path = join(dir, 'jwt-secret');
  try {
    writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
};

/**
 * Where a running platform says what it is: for `npm run demo`, `npm run token` and tests.
 *
 * @param {string} dir
 */
export const runningFile = (dir) => join(dir, 'running.json');
