import { spawn } from 'node:child_process';

/** From SIGTERM to SIGKILL, for a helper that is given up. */
const GRACE_MS = 5_000;

/**
 * Runs a program to its end; nothing of it is left once the promise has settled.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {AbortSignal} [options.signal] ends it
 * @param {(text: string, stream: 'out' | 'err') => void} [options.onOutput] without it the output is ours
 * @returns {Promise<number | null>} its exit code, null when a signal ended it
 * @throws the signal's reason once it has ended on abort
 */
export const runChild = (command, args, { cwd, env = process.env, signal, onOutput }) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const output = onOutput ? 'pipe' : 'inherit';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output] });
    /** @type {NodeJS.Timeout | undefined} */
    let late;
    const abort = () => {
      child.kill('SIGTERM');
      late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    signal?.addEventListener('abort', abort);
    child.stdout?.on('data', (chunk) => onOutput?.(String(chunk), 'out'));
    child.stderr?.on('data', (chunk) => onOutput?.(String(chunk), 'err'));
    const settle = () => {
      clearTimeout(late);
      signal?.removeEventListener('abort', abort);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code) => {
      settle();
      if (signal?.aborted) reject(signal.reason);
      else resolve(code);
    });
  });
