import { hostname } from 'node:os';
import type { PlatformCore } from '#platform/create-platform';
import {
  announceWorker,
  PRESENCE_EVERY_MS,
  readOrder,
  withdrawWorker,
} from '#platform/queue/worker-presence';
import { isReady } from '#platform/redis';
import { version } from '#platform/version';
import type { Drain } from './drain';
import type { LiveRuns } from './live-runs';
import type { Slots } from './slots';

/** Orders and what is set for the queues are asked for this often, in milliseconds. */
const ASK_EVERY_MS = 1_000;
/** Ids of running jobs in one beat. */
const MAX_JOBS = 50;

/**
 * Shows this worker to operators and does what they order: says every few seconds how it is, asks every
 * second what is wanted of it and which types are paused. Redis and Postgres may be away; then all stays as
 * it was.
 *
 * @param id tells this process from every other, also one with the same pid before it
 */
export const presentWorker = (parts: {
  readonly platform: Pick<PlatformCore, 'redis' | 'controls' | 'log'>;
  readonly id: string;
  readonly types: readonly string[];
  readonly slots: Slots;
  readonly runs: LiveRuns;
  readonly drain: Drain;
}) => {
  const { platform, id, types, slots, runs, drain } = parts;
  const { redis, controls, log } = platform;
  const startedAt = Date.now();
  let closed = false;

  const announce = async (): Promise<void> => {
    if (closed || !isReady(redis)) return;
    await announceWorker(redis, {
      id,
      host: hostname(),
      pid: process.pid,
      version,
      startedAt,
      at: Date.now(),
      memoryBytes: process.memoryUsage.rss(),
      types: [...types],
      slots: { used: slots.busy, total: slots.limit },
      jobs: runs
        .claimed()
        .slice(0, MAX_JOBS)
        .map(({ jobId }) => jobId),
      draining: drain.on,
    });
  };

  const ask = async (): Promise<void> => {
    await controls.current();
    if (closed || !isReady(redis)) return;
    const order = await readOrder(redis, id);
    if (closed || order === null || (order === 'drain') === drain.on) return;
    const done = drain.set(order === 'drain');
    await announce();
    await done;
  };

  const quietly = (work: () => Promise<void>) => () => {
    work().catch((error: unknown) => log.debug({ err: error }, 'presence will be tried again'));
  };
  quietly(announce)();
  quietly(ask)();
  const timers = [
    setInterval(quietly(announce), PRESENCE_EVERY_MS),
    setInterval(quietly(ask), ASK_EVERY_MS),
  ];

  return {
    close: async (): Promise<void> => {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      drain.close();
      await withdrawWorker(redis, id).catch(() => {});
    },
  };
};
