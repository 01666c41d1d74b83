import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How long what a test has ended may take to be gone. */
const LINGER_MS = 5_000;

/** @param {string} path */
const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** @param {string} marker */
const running = (marker) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).includes(marker));

/**
 * Finds what the tests left running, by the environment variable that every process under them inherits, and ends
 * it. Linux only; elsewhere it finds nothing.
 *
 * @param {string} runId JOBWIRE_TEST_RUN of this run
 * @returns {Promise<string[]>} process id and command of each
 */
export const findLeftovers = async (runId) => {
  if (!existsSync('/proc/self/environ')) return [];
  const marker = `JOBWIRE_TEST_RUN=${runId}`;
  const deadline = performance.now() + LINGER_MS;
  let pids = running(marker);
  while (pids.length > 0 && performance.now() < deadline) {
    await delay(100);
    pids = running(marker);
  }
  return pids.map((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    process.kill(Number(pid), 'SIGKILL');
    return `${pid} ${command}`;
  });
};
