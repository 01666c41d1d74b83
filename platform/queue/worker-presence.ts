import type { RedisClient } from '../redis';

const KEY = 'jobwire:workers';
/** A worker says so this often, and counts as gone after three silences. */
export const PRESENCE_EVERY_MS = 5_000;
const GONE_AFTER_MS = 3 * PRESENCE_EVERY_MS;

/** Says that a worker is there; `name` tells processes apart. */
export const announceWorker = async (client: RedisClient, name: string): Promise<void> => {
  const now = Date.now();
  await client.zadd(KEY, now, name);
  await client.zremrangebyscore(KEY, 0, now - GONE_AFTER_MS);
};

export const withdrawWorker = async (client: RedisClient, name: string): Promise<void> => {
  await client.zrem(KEY, name);
};

/** Workers that have shown themselves lately. */
export const countWorkers = (client: RedisClient): Promise<number> =>
  client.zcount(KEY, Date.now() - GONE_AFTER_MS, '+inf');
