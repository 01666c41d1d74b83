import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A process id together with what tells it from a later process under the same id.
 * @typedef {{ pid: number, born: string }} ProcessMark
 */

/** Where in /proc/PID/stat, behind the name, a process says these of itself. */
const STATE = 0;
const PARENT = 1;
const STARTED = 19;

/** @param {number} pid @returns {string[]} nothing where there is no such process, or no /proc */
const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
};

/** @param {number} pid @param {string} column of ps */
const psOf = (pid, column) => {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

const hasProc = process.platform === 'linux';

/**
 * @param {number} pid
 * @returns {string} when the process began, or '' when there is no such process
 */
const bornAt = (pid) => {
  if (!hasProc) return psOf(pid, 'lstart');
  const stat = statOf(pid);
  // A zombie has already ended; only its parent has not looked yet.
  return stat[STATE] === 'Z' ? '' : (stat[STARTED] ?? '');
};

/** @param {number} pid @returns {number} 0 when it has none */
export const parentOf = (pid) => Number((hasProc ? statOf(pid)[PARENT] : psOf(pid, 'ppid')) || 0);

/** @param {number} pid @returns {ProcessMark} */
export const markOf = (pid) => ({ pid, born: bornAt(pid) });

/** @param {ProcessMark | undefined} mark */
export const isAlive = (mark) =>
  mark !== undefined && mark.born !== '' && bornAt(mark.pid) === mark.born;

/**
 * @param {string} path
 * @returns {Record<string, unknown> | undefined}
 */
export const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * A lock file that its dead owner does not keep: it names its holders, and counts only while one lives.
 *
 * @param {string} path
 * @param {Record<string, unknown>} details shown to whoever is refused
 * @returns {{ held: true, update: (details: Record<string, unknown>) => void, release: () => void }
 *   | { held: false, owner: Record<string, unknown> }}
 */
export const takeLock = (path, details = {}) => {
  const own = markOf(process.pid);
  /** @param {Record<string, unknown>} more */
  const text = (more) => JSON.stringify({ holders: [own], ...details, ...more });
  for (;;) {
    // Written aside and linked into place: a reader never sees a lock without its content.
    const aside = `${path}.${process.pid}`;
    writeFileSync(aside, text({}), { mode: 0o600 });
    try {
      linkSync(aside, path);
      return {
        held: true,
        update: (more) => {
          writeFileSync(aside, text(more), { mode: 0o600 });
          renameSync(aside, path);
        },
        release: () => rmSync(path, { force: true }),
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      rmSync(aside, { force: true });
    }
    const owner = readJson(path) ?? {};
    if (livingHolders(owner).length > 0) return { held: false, owner };
    clearStale(path, JSON.stringify(owner));
  }
};

/**
 * @param {Record<string, unknown>} owner content of a lock file
 * @returns {ProcessMark[]}
 */
export const livingHolders = (owner) =>
  /** @type {ProcessMark[]} */ (Array.isArray(owner.holders) ? owner.holders : []).filter(isAlive);

/**
 * Removes the lock judged stale, and only that one: between the look and the removal another
 * process may have taken it, and then its file is put back.
 *
 * @param {string} path @param {string} judged
 */
const clearStale = (path, judged) => {
  const taken = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, taken);
    if (JSON.stringify(readJson(taken) ?? {}) !== judged) linkSync(taken, path);
  } catch {
    // Somebody else was faster; the next round of the loop looks again.
  } finally {
    rmSync(taken, { force: true });
  }
};

const RETRY_MS = 250;

/**
 * Does the work while holding a lock, after whoever holds it now is through.
 *
 * @template T
 * @param {string} path of the lock
 * @param {string} notice printed once if it has to wait
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const whileLocked = async (path, notice, signal, work) => {
  let lock = takeLock(path);
  if (!lock.held) console.log(notice);
  while (!lock.held) {
    await delay(RETRY_MS, undefined, { signal });
    lock = takeLock(path);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
};
