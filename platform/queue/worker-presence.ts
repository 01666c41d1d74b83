import type { RedisClient } from '../redis';
import { beat, endBeats, type WorkerBeat } from './process-beats';

const KEY = 'jobwire:workers';
/** A worker says so this often, and counts as gone after three silences. */
export const PRESENCE_EVERY_MS = 5_000;
const GONE_AFTER_MS = 3 * PRESENCE_EVERY_MS;

/** What a worker was last told: id to `drain` or `resume`. */
const ORDERS_KEY = 'jobwire:worker-orders';

/** Says that a worker is there, and how it is. One that takes no jobs does not count as there. */
export const announceWorker = async (client: RedisClient, said: WorkerBeat): Promise<void> => {
  const now = Date.now();
  await Promise.all([
    said.draining ? client.zrem(KEY, said.id) : client.zadd(KEY, now, said.id),
    client.zremrangebyscore(KEY, 0, now - GONE_AFTER_MS),
    beat(client, 'worker', said),
  ]);
};

export const withdrawWorker = async (client: RedisClient, id: string): Promise<void> => {
  await Promise.all([
    client.zrem(KEY, id),
    client.hdel(ORDERS_KEY, id),
    endBeats(client, 'worker', id),
  ]);
};

/** Workers that take jobs and have shown themselves lately. */
export const countWorkers = (client: RedisClient): Promise<number> =>
  client.zcount(KEY, Date.now() - GONE_AFTER_MS, '+inf');

/** Tells a worker to take no more jobs, or to take some again; it asks every second. */
export const orderWorker = async (
  client: RedisClient,
  id: string,
  order: 'drain' | 'resume',
): Promise<void> => {
  await client.hset(ORDERS_KEY, id, order);
};

/** What a worker was told last; null: nothing that Redis remembers, so that it stays as it is. */
export const readOrder = async (
  client: RedisClient,
  id: string,
): Promise<'drain' | 'resume' | null> => {
  const order = await client.hget(ORDERS_KEY, id);
  return order === 'drain' || order === 'resume' ? order : null;
};
