import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./guard.sh', import.meta.url));

/**
 * Starts the process that ends our children when we are killed without a chance to do it ourselves.
 *
 * @param {{ graceSeconds: number }} options time the apps get before SIGKILL
 */
export const startGuard = ({ graceSeconds }) => {
  // A session of its own, so that the terminal's Ctrl-C and its end leave it alone.
  const child = spawn('/bin/sh', [SCRIPT, String(graceSeconds)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.unref();
  /** @param {string} line */
  const say = (line) => child.stdin.write(`${line}\n`);
  return {
    pid: child.pid,
    /** @param {'app' | 'store'} kind @param {number} pid leader of its own process group */
    add: (kind, pid) => say(`${kind} ${pid}`),
    /** @param {number} pid */
    remove: (pid) => say(`gone ${pid}`),
    /** All has ended in order. */
    dismiss: () => say('bye'),
  };
};

/** @typedef {ReturnType<typeof startGuard>} Guard */
