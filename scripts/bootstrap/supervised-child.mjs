import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { StartError } from './start-error.mjs';

/**
 * One process to be kept running.
 * @typedef {object} ServiceSpec
 * @property {string} name prefix of its lines
 * @property {'app' | 'store'} kind stores end after all apps have
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} cwd
 * @property {number} graceMs from SIGTERM to SIGKILL
 * @property {(signal: AbortSignal) => Promise<void>} [ready] resolves once it serves
 * @property {boolean} [quiet] its last lines are shown when it dies unasked, and none otherwise
 * @property {boolean} [saysReady] it sends 'ready' over IPC instead
 */

/**
 * What a child and its supervisor share.
 * @typedef {object} Surroundings
 * @property {(name: string, line: string) => void} print
 * @property {import('./guard.mjs').Guard} guard
 * @property {Backoff} backoff
 */

/**
 * Pauses between a death and the next start: `minMs`, doubling up to `maxMs`; back to `minMs` once it has
 * lived for `steadyMs`.
 * @typedef {{ minMs: number, maxMs: number, steadyMs: number }} Backoff
 */

/** Deaths before it ever served after which the start as a whole has failed. */
const MAX_FALSE_STARTS = 3;

/** What a quiet child last said, for the day it dies. */
const KEPT_LINES = 20;

/** @param {number} pid */
const killGroup = (pid) => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of the group.
  }
};

/**
 * @param {ServiceSpec} spec
 * @param {Surroundings} surroundings
 */
export const superviseChild = (spec, { print, guard, backoff }) => {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let stopping = false;
  let served = false;
  let deaths = 0;
  const firstReady = new EventEmitter();
  const ready = once(firstReady, 'ready').then(() => {});
  // Whoever awaits it hears of the failure; nobody has to.
  ready.catch(() => {});

  /** @type {string[]} */
  const kept = [];
  /** @param {string} line */
  const take = (line) => {
    if (!spec.quiet) print(spec.name, line);
    else if (kept.push(line) > KEPT_LINES) kept.shift();
  };

  /** @param {number} lived @param {string} how */
  const onDeath = (lived, how) => {
    if (stopping) return;
    for (const line of kept.splice(0)) print(spec.name, line);
    if (lived >= backoff.steadyMs) deaths = 0;
    deaths += 1;
    if (!served && deaths >= MAX_FALSE_STARTS) {
      const why = `${spec.name} ${how} before it was ready; its lines above say why.`;
      firstReady.emit('error', new StartError(why));
      return;
    }
    const pauseMs = Math.min(backoff.maxMs, backoff.minMs * 2 ** (deaths - 1));
    print(spec.name, `${how}; starting it again in ${pauseMs} ms`);
    timer = setTimeout(launch, pauseMs);
  };

  const launch = () => {
    const startedAt = performance.now();
    const current = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      // Its own group: the terminal's Ctrl-C reaches us alone, and we end the children in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(spec.saysReady ? [/** @type {const} */ ('ipc')] : [])],
    });
    child = current;
    if (current.pid) guard.add(spec.kind, current.pid);
    for (const stream of [current.stdout, current.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', take);
    }
    const over = new AbortController();
    watchReadiness(spec, current, over.signal).then(
      () => {
        served = true;
        firstReady.emit('ready');
      },
      () => {},
    );
    current.once('error', (error) => {
      if (current.pid === undefined) onDeath(0, `could not be started (${error.message})`);
    });
    current.once('exit', (code, signal) => {
      over.abort();
      if (current.pid) {
        killGroup(current.pid);
        guard.remove(current.pid);
      }
      onDeath(
        performance.now() - startedAt,
        signal ? `was ended by ${signal}` : `ended with code ${code}`,
      );
    });
  };

  const alive = () =>
    child?.pid !== undefined && child.exitCode === null && child.signalCode === null;

  launch();
  return {
    name: spec.name,
    kind: spec.kind,
    /** Resolves once it serves for the first time; rejects when it keeps dying before that. */
    ready,
    pid: () => child?.pid,
    /** SIGTERM, and SIGKILL to whatever is left of its group after its grace. */
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      if (!alive() || !child?.pid) return;
      const { pid } = child;
      const gone = once(child, 'exit');
      const late = setTimeout(() => {
        print(spec.name, `did not end within ${spec.graceMs} ms; killing it`);
        killGroup(pid);
      }, spec.graceMs);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(late);
    },
    /** SIGKILL now. */
    force: () => {
      stopping = true;
      clearTimeout(timer);
      if (alive() && child?.pid) killGroup(child.pid);
    },
  };
};

/** @typedef {ReturnType<typeof superviseChild>} SupervisedChild */

/**
 * @param {ServiceSpec} spec
 * @param {import('node:child_process').ChildProcess} child
 * @param {AbortSignal} signal aborts when the child has died
 */
const watchReadiness = async (spec, child, signal) => {
  if (spec.saysReady) await once(child, 'message', { signal });
  else await spec.ready?.(signal);
};
