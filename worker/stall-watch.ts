import type { Worker } from 'bullmq';
import type { Logger } from 'pino';
import { defineScript } from '#platform/feed/run-script';
import { LOCK_DURATION_MS, queueKey, STALL_CHECK_MS } from '#platform/queue/queue-options';
import { stallGuardLua } from '#platform/queue/scripts';
import { isReady, type RedisClient } from '#platform/redis';

const guard = defineScript(stallGuardLua);

/** BullMQ marks this method private in its types only; its own timer would check without the guard. */
interface ChecksStalls {
  moveStalledJobsToWait(): Promise<void>;
}

/** Moves jobs whose worker died back to the line, unless everybody had merely stood still. */
export const watchStalls = (
  workers: ReadonlyMap<string, Worker>,
  redis: RedisClient,
  log: Logger,
) => {
  const ticked = new Set<string>();
  const check = async (type: string, worker: Worker) => {
    if (!isReady(redis)) return;
    const go = await guard(
      redis,
      [queueKey(type, 'jobwire-tick')],
      [LOCK_DURATION_MS, ticked.has(type) ? '1' : '0'],
    );
    ticked.add(type);
    if (go === 1) await (worker as unknown as ChecksStalls).moveStalledJobsToWait();
  };
  const timer = setInterval(() => {
    for (const [type, worker] of workers) {
      check(type, worker).catch((error: unknown) =>
        log.debug({ err: error, type }, 'stall check failed'),
      );
    }
  }, STALL_CHECK_MS);
  return { close: () => clearInterval(timer) };
};
