import type { Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { LiveRuns } from './live-runs';

export interface Drain {
  /** True while operators want this worker to take no jobs. */
  readonly on: boolean;
  /** Asked twice it does nothing. */
  set(on: boolean): Promise<void>;
  close(): void;
}

/**
 * Empties a worker without ending it: it fetches nothing, what runs may finish within the grace, and what
 * does not is handed back unpenalised, all as at its shutdown. It can be taken back at any time.
 */
export const createDrain = (parts: {
  readonly workers: ReadonlyMap<string, Worker>;
  readonly runs: LiveRuns;
  readonly log: Logger;
  readonly graceMs: number;
}): Drain => {
  const { workers, runs, log, graceMs } = parts;
  let on = false;
  let grace: NodeJS.Timeout | undefined;
  const each = (act: (worker: Worker) => Promise<unknown>) =>
    Promise.all([...workers.values()].map(act));

  return {
    get on() {
      return on;
    },
    set: async (wanted) => {
      if (on === wanted) return;
      on = wanted;
      clearTimeout(grace);
      log.info({ draining: on, running: runs.size }, on ? 'draining' : 'taking jobs again');
      if (!on) {
        await each((worker) => worker.resume());
        return;
      }
      grace = setTimeout(() => runs.abortAll('shutdown'), graceMs);
      await each((worker) => worker.pause(true));
    },
    close: () => clearTimeout(grace),
  };
};
