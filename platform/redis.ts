import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Config } from './config';

export type RedisClient = Redis | Cluster;

/** What a connection is for; each has its own rules when Redis is away. */
export type RedisRole =
  | 'commands' // fails at once, so that a request can be answered
  | 'blocking' // BullMQ workers: waits for Redis as long as it takes
  | 'subscriber'; // pub/sub: reconnects for ever, the subscriptions restore their own channels

/** Reconnects quickly and for ever; ioredis' default grows to 20 s, which users would feel. */
const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 5), 1_000);

const options = (role: RedisRole): RedisOptions => ({
  retryStrategy,
  maxRetriesPerRequest: role === 'commands' ? 0 : null,
  enableOfflineQueue: role !== 'commands',
  autoResubscribe: false,
  // A peer that vanished without a word is noticed by TCP within this time.
  keepAlive: 5_000,
  connectTimeout: 5_000,
  ...(role === 'commands' ? { commandTimeout: 5_000 } : {}),
});

/**
 * One connection of a role. Connects at once and goes on trying; errors are handed to `onError`,
 * since an `error` event without a listener ends the process.
 */
export const createRedis = (
  config: Config['redis'],
  role: RedisRole,
  onError: (error: Error) => void,
): RedisClient => {
  const client =
    config.clusterNodes.length > 0
      ? new Cluster(
          config.clusterNodes.map((node) => {
            const [host, port] = node.split(':');
            return { host: host ?? '127.0.0.1', port: Number(port ?? 6379) };
          }),
          {
            redisOptions: {
              ...options(role),
              ...(config.password ? { password: config.password } : {}),
            },
            enableOfflineQueue: role !== 'commands',
            clusterRetryStrategy: retryStrategy,
          },
        )
      : new Redis(config.url, options(role));
  client.on('error', onError);
  return client;
};

/** Whether commands would be answered now. */
export const isReady = (client: RedisClient): boolean => client.status === 'ready';
