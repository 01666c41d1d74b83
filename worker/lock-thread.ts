import { parentPort, workerData } from 'node:worker_threads';
import { loadConfig } from '#platform/config';
import { defineScript } from '#platform/feed/run-script';
import { LOCK_DURATION_MS, queueKey } from '#platform/queue/queue-options';
import { renewLocksLua } from '#platform/queue/scripts';
import { createRedis } from '#platform/redis';
import type { FromLockThread, HeldLock, ToLockThread } from './lock-protocol';

/**
 * Renews the locks of the jobs that the main thread runs, so that a handler which keeps its processor
 * busy does not lose its job. A process that is frozen or dead takes this thread along; a handler that
 * never comes back is let go when its time limit has passed.
 */
const renew = defineScript(renewLocksLua);
const held = new Map<string, HeldLock>();

if (!parentPort) throw new Error('lock-thread.ts runs as a worker thread');
const port = parentPort;
const config = loadConfig(
  (workerData as { environment: Record<string, string | undefined> }).environment,
);
const redis = createRedis(config.redis, 'commands', () => {});

const renewType = async (type: string, locks: readonly HeldLock[]) => {
  const lost = new Set(
    (await renew(
      redis,
      [queueKey(type, 'stalled'), queueKey(type, 'active')],
      [
        queueKey(type, ''),
        LOCK_DURATION_MS,
        ...locks.flatMap((one) => [one.jobId, one.token, one.ats]),
      ],
    )) as string[],
  );
  const keys = locks.filter((one) => lost.has(one.jobId)).map((one) => one.key);
  // Released meanwhile is not lost.
  const news = keys.filter((key) => held.delete(key));
  if (news.length > 0) port.postMessage({ kind: 'lost', keys: news } satisfies FromLockThread);
};

const tick = async () => {
  const now = Date.now();
  const byType = new Map<string, HeldLock[]>();
  for (const lock of held.values()) {
    if (lock.untilMs < now) held.delete(lock.key);
    else byType.set(lock.type, [...(byType.get(lock.type) ?? []), lock]);
  }
  // While Redis is away nothing can be renewed; what expired is taken back when it answers again.
  await Promise.all([...byType].map(([type, locks]) => renewType(type, locks).catch(() => {})));
};

const timer = setInterval(() => void tick(), LOCK_DURATION_MS / 4);

port.on('message', (message: ToLockThread) => {
  if (message.kind === 'stop') {
    clearInterval(timer);
    redis.disconnect();
    port.close();
    return;
  }
  for (const key of message.released) held.delete(key);
  for (const lock of message.held) held.set(lock.key, lock);
});
