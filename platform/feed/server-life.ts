import type { RedisClient } from '../redis';

/**
 * Identity of the Redis server's present life. A feed made in another life cannot prove that it lost
 * nothing, so its epoch ends. Empty on a cluster: the script asks its own node then.
 */
export const trackServerLife = (client: RedisClient): (() => Promise<string>) => {
  if (client.isCluster) return () => Promise.resolve('');
  let life: Promise<string> | undefined;
  const ask = async () => /run_id:(\w+)/.exec(await client.info('server'))?.[1] ?? '';
  // A new connection may lead to a new life: ask again before the next use.
  client.on('close', () => {
    life = undefined;
  });
  return () => {
    life ??= ask().catch((error: unknown) => {
      life = undefined;
      throw error;
    });
    return life;
  };
};
