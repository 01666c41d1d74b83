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

/** Keeps one process running until it is told to stop. */
export class SupervisedChild {
  /** Resolves once it serves for the first time; rejects when it keeps dying before that. @type {Promise<void>} */
  ready;
  #spec;
  #surroundings;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {NodeJS.Timeout | undefined} */
  #restart;
  #stopping = false;
  #served = false;
  #deaths = 0;
  /** What a quiet child has said last. @type {string[]} */
  #kept = [];
  #firstReady = new EventEmitter();

  /**
   * @param {ServiceSpec} spec
   * @param {Surroundings} surroundings
   */
  constructor(spec, surroundings) {
    this.#spec = spec;
    this.#surroundings = surroundings;
    this.ready = once(this.#firstReady, 'ready').then(() => {});
    // Whoever awaits it hears of the failure; nobody has to.
    this.ready.catch(() => {});
    this.#launch();
  }

  /** SIGTERM, and SIGKILL to whatever is left of its group after its grace. */
  async stop() {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    const pid = this.#livingPid();
    if (!child || !pid) return;
    const { name, graceMs } = this.#spec;
    const gone = once(child, 'exit');
    const late = setTimeout(() => {
      this.#surroundings.print(name, `did not end within ${graceMs} ms; killing it`);
      killGroup(pid);
    }, graceMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(late);
  }

  /** SIGKILL now. */
  force() {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const pid = this.#livingPid();
    if (pid) killGroup(pid);
  }

  #livingPid() {
    const child = this.#child;
    return child?.exitCode === null && child.signalCode === null ? child.pid : undefined;
  }

  #launch() {
    const { command, args, cwd, env, saysReady } = this.#spec;
    const startedAt = performance.now();
    const child = spawn(command, args, {
      cwd,
      env,
      // Its own group: the terminal's Ctrl-C reaches us alone, and we end the children in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(saysReady ? [/** @type {const} */ ('ipc')] : [])],
    });
    this.#child = child;
    this.#listen(child);
    const over = new AbortController();
    watchReadiness(this.#spec, child, over.signal).then(
      () => {
        this.#served = true;
        this.#firstReady.emit('ready');
      },
      () => {},
    );
    child.once('error', (error) => {
      if (child.pid === undefined) this.#onDeath(0, `could not be started (${error.message})`);
    });
    child.once('exit', (code, signal) => {
      over.abort();
      if (child.pid) {
        killGroup(child.pid);
        this.#surroundings.guard.remove(child.pid);
      }
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      this.#onDeath(performance.now() - startedAt, how);
    });
  }

  /** @param {import('node:child_process').ChildProcess} child */
  #listen(child) {
    const { guard, print } = this.#surroundings;
    const { kind, name, quiet } = this.#spec;
    if (child.pid) guard.add(kind, child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (!quiet) print(name, line);
        else if (this.#kept.push(line) > KEPT_LINES) this.#kept.shift();
      });
    }
  }

  /** @param {number} livedMs @param {string} how */
  #onDeath(livedMs, how) {
    if (this.#stopping) return;
    const { backoff, print } = this.#surroundings;
    const { name } = this.#spec;
    for (const line of this.#kept.splice(0)) print(name, line);
    if (livedMs >= backoff.steadyMs) this.#deaths = 0;
    this.#deaths += 1;
    if (!this.#served && this.#deaths >= MAX_FALSE_STARTS) {
      const why = `${name} ${how} before it was ready; its lines above say why.`;
      this.#firstReady.emit('error', new StartError(why));
      return;
    }
    const pauseMs = Math.min(backoff.maxMs, backoff.minMs * 2 ** (this.#deaths - 1));
    print(name, `${how}; starting it again in ${pauseMs} ms`);
    this.#restart = setTimeout(() => this.#launch(), pauseMs);
  }
}

/**
 * @param {ServiceSpec} spec
 * @param {import('node:child_process').ChildProcess} child
 * @param {AbortSignal} signal aborts when the child has died
 */
const watchReadiness = async (spec, child, signal) => {
  if (spec.saysReady) await once(child, 'message', { signal });
  else await spec.ready?.(signal);
};
