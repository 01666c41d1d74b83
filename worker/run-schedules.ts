import { setTimeout as sleep } from 'node:timers/promises';
import type { PlatformCore } from '#platform/create-platform';
import { createFiring } from '#platform/schedules/fire-schedules';
import { resolveSchedules, type WantedSchedule } from '#platform/schedules/resolve-schedules';

/** Longest between two looks; a slot that comes sooner is waited for. */
const TICK_MS = 1_000;
const RECONCILE_MS = 60_000;
const WATCH_MS = 5_000;

export interface ScheduleRunner {
  close(): Promise<void>;
}

/**
 * Fires schedules while this worker lives. Every worker does it: whoever comes first has the slot, so that a
 * killed one delays nothing. With the schedules switched off, what was asked for by hand still runs.
 *
 * @param wanted for tests; default the declared ones at their configured times
 */
export const runSchedules = (
  platform: PlatformCore,
  wanted: readonly WantedSchedule[] = resolveSchedules(platform.config.schedules),
): ScheduleRunner => {
  const { config, log } = platform;
  const byTime = config.worker.schedules;
  const firing = createFiring(platform, wanted);
  const stop = new AbortController();
  let reconcileAt = 0;
  let watchAt = 0;
  let started = false;

  const look = async (): Promise<number> => {
    if (Date.now() >= reconcileAt) {
      await firing.reconcile();
      reconcileAt = Date.now() + RECONCILE_MS;
    }
    if (!started) {
      if (byTime) await firing.start();
      started = true;
    }
    await firing.tick(byTime);
    if (Date.now() >= watchAt) {
      await firing.watch();
      watchAt = Date.now() + WATCH_MS;
    }
    const nextMs = byTime ? await firing.untilNext() : null;
    return Math.min(TICK_MS, Math.max(10, nextMs ?? TICK_MS));
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      const pauseMs = await look().catch((error: unknown) => {
        log.debug({ err: error }, 'the schedules will be looked at again');
        return TICK_MS;
      });
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  };
  const running = wanted.length > 0 ? run() : Promise.resolve();

  return {
    close: async () => {
      stop.abort();
      await running;
    },
  };
};
