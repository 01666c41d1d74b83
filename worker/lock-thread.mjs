import { parentPort, workerData } from 'node:worker_threads';
import { Cluster, Redis } from 'ioredis';

/**
 * Renews the locks of the jobs that the main thread runs, so that a handler which keeps its processor
 * busy does not lose its job. A process that is frozen or dead takes this thread along; a handler that
 * never comes back is let go when its time limit has passed.
 *
 * Plain JavaScript: a thread does not inherit the TypeScript loader of its process.
 *
 * @typedef {import('./lock-protocol').HeldLock} HeldLock
 * @typedef {import('./lock-protocol').LockThreadData} LockThreadData
 */

const { redis, renewLua, lockMs } = /** @type {LockThreadData} */ (workerData);
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
/** @type {Map<string, HeldLock>} */
const held = new Map();

/** @param {number} times */
const retryStrategy = (times) => Math.min(50 * 2 ** Math.min(times, 5), 1_000);
const options = {
  retryStrategy,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2_000,
};
const client =
  redis.clusterNodes.length > 0
    ? new Cluster([...redis.clusterNodes], {
        redisOptions: { ...options, ...(redis.password ? { password: redis.password } : {}) },
        clusterRetryStrategy: retryStrategy,
      })
    : new Redis(redis.url, options);
client.on('error', () => {});

/**
 * @param {string} queue
 * @param {readonly HeldLock[]} locks
 */
const renewQueue = async (queue, locks) => {
  const args = locks.flatMap((one) => [one.jobId, one.token, one.ats]);
  const answer = await client.eval(
    renewLua,
    2,
    `${queue}stalled`,
    `${queue}active`,
    queue,
    lockMs,
    ...args,
  );
  const lost = new Set(/** @type {string[]} */ (answer));
  const keys = locks.filter((one) => lost.has(one.jobId)).map((one) => one.key);
  // Released meanwhile is not lost.
  const news = keys.filter((key) => held.delete(key));
  if (news.length > 0) port.postMessage({ kind: 'lost', keys: news });
};

const tick = async () => {
  const now = Date.now();
  /** @type {Map<string, HeldLock[]>} */
  const queues = new Map();
  for (const lock of held.values()) {
    if (lock.untilMs < now) held.delete(lock.key);
    else queues.set(lock.queue, [...(queues.get(lock.queue) ?? []), lock]);
  }
  // While Redis is away nothing can be renewed; what expired is taken back when it answers again.
  await Promise.all([...queues].map(([queue, locks]) => renewQueue(queue, locks).catch(() => {})));
};

const timer = setInterval(() => void tick(), lockMs / 4);

port.on('message', (/** @type {import('./lock-protocol').ToLockThread} */ message) => {
  if (message.kind === 'stop') {
    clearInterval(timer);
    client.disconnect();
    port.close();
    return;
  }
  for (const key of message.released) held.delete(key);
  for (const lock of message.held) held.set(lock.key, lock);
});
