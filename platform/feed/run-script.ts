import { createHash } from 'node:crypto';
import type { RedisClient } from '../redis';

/** A Lua script known by its digest: sent whole once per server life, by digest ever after. */
export const defineScript = (lua: string) => {
  const sha = createHash('sha1').update(lua).digest('hex');
  return async (
    client: RedisClient,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> => {
    try {
      return await client.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(lua, keys.length, ...keys, ...args);
    }
  };
};
