import { defineScript } from '../feed/run-script';
import { isReady, type RedisClient } from '../redis';
import { BUSY_AGAIN_MS, gapMsOf, type Pause, type Turn, type TurnLimits } from './turns';

/** Redis is asked for no longer than this, in milliseconds; then this process paces by itself. */
const PATIENCE_MS = 250;

/**
 * One turn, or how long to wait for it. Turns are leases, so that a worker that died leaks none. Times are
 * the server's own.
 *
 * KEYS: gate hash (`until` end of the pause, `back` next moment to come back at), leases by their end,
 * starts of the last minute (newest first). ARGV: turn, most at once, starts a minute, lease ms, ms the
 * caller may wait, ms of pause that the caller knows of, gap ms, ms until a busy gate is asked again.
 * Returns kind (0 go, 1 wait, 2 away), ms, 1 where all turns are taken.
 */
const runTake = defineScript(`
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local limit, mayWait, known = tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[6])
local paused = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if known > 0 and now + known > paused then
  paused = now + known
  redis.call('HSET', KEYS[1], 'until', paused)
  redis.call('PEXPIRE', KEYS[1], known + 60000)
end
local at = math.max(now, paused)
local oldest = limit > 0 and redis.call('LINDEX', KEYS[3], limit - 1)
if oldest then at = math.max(at, tonumber(oldest) + 60000) end
local busy = 0
if at <= now then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  if redis.call('ZCARD', KEYS[2]) < tonumber(ARGV[2]) then
    redis.call('ZADD', KEYS[2], now + ARGV[4], ARGV[1])
    redis.call('PEXPIRE', KEYS[2], ARGV[4])
    if limit > 0 then
      redis.call('LPUSH', KEYS[3], now)
      redis.call('LTRIM', KEYS[3], 0, limit - 1)
      redis.call('PEXPIRE', KEYS[3], 60000)
    end
    return {0, 0, 0}
  end
  if mayWait > 0 then return {1, 0, 1} end
  busy = 1
  at = now + ARGV[8]
elseif at - now <= mayWait then return {1, at - now, 0} end
local place = math.max(at, tonumber(redis.call('HGET', KEYS[1], 'back') or '0'))
redis.call('HSET', KEYS[1], 'back', place + ARGV[7])
redis.call('PEXPIRE', KEYS[1], math.max(place, paused) + ARGV[7] - now + 60000)
return {2, place - now, busy}`);

/**
 * A provider asks to be left alone. KEYS: gate hash. ARGV: ms, gap ms, 1 where the caller goes away and
 * needs a moment to come back at. Returns that moment and by how much the pause grew, both in ms.
 */
const runPause = defineScript(`
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local before = math.max(now, tonumber(redis.call('HGET', KEYS[1], 'until') or '0'))
local paused = math.max(before, now + ARGV[1])
redis.call('HSET', KEYS[1], 'until', paused)
local back = tonumber(redis.call('HGET', KEYS[1], 'back') or '0')
local place = paused
if ARGV[3] == '1' then
  place = math.max(paused, back)
  back = place + ARGV[2]
  redis.call('HSET', KEYS[1], 'back', back)
end
redis.call('PEXPIRE', KEYS[1], math.max(paused, back) - now + 60000)
return {place - now, paused - before}`);

/** The turns that all workers share. Every method throws where Redis is away or slow. */
export interface SharedTurns {
  /** @param knownPauseMs a pause this process knows of and Redis may have missed */
  take(id: string, mayWaitMs: number, knownPauseMs: number): Promise<Turn>;
  release(id: string): Promise<void>;
  pause(forMs: number, takePlace: boolean): Promise<Pause>;
}

const withinPatience = async (work: Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis is slow')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const kinds = ['go', 'wait', 'away'] as const;

/**
 * @param redis a connection of the role `commands`: it fails at once while Redis is away
 * @param name tells one provider's gate from another's; holds no secret
 */
export const createSharedTurns = (
  redis: RedisClient,
  name: string,
  limits: TurnLimits,
): SharedTurns => {
  // One hash tag: a Lua call may touch all three on Redis Cluster too.
  const keys = ['gate', 'turns', 'starts'].map((part) => `jobwire:{ai:${name}}:${part}`);
  const [gateKey = '', turnsKey = ''] = keys;
  const gapMs = gapMsOf(limits);
  const insistReady = () => {
    if (!isReady(redis)) throw new Error('Redis is away');
  };
  const release = async (id: string): Promise<void> => {
    insistReady();
    await redis.zrem(turnsKey, id);
  };
  return {
    take: async (id, mayWaitMs, knownPauseMs) => {
      insistReady();
      const { maxConcurrency, startsPerMinute, leaseMs } = limits;
      const args = [id, maxConcurrency, startsPerMinute, leaseMs, Math.ceil(mayWaitMs)];
      const asked = runTake(redis, keys, [...args, Math.ceil(knownPauseMs), gapMs, BUSY_AGAIN_MS]);
      try {
        const [kind = 0, waitMs = 0, busy = 0] = (await withinPatience(asked)) as number[];
        return { kind: kinds[kind] ?? 'go', waitMs, busy: busy === 1 };
      } catch (error) {
        // An answer that comes late is a turn that nobody uses.
        asked.then(() => release(id)).catch(() => {});
        throw error;
      }
    },
    release,
    pause: async (forMs, takePlace) => {
      insistReady();
      const asked = runPause(redis, [gateKey], [Math.ceil(forMs), gapMs, takePlace ? 1 : 0]);
      const [placeMs = forMs, longerMs = 0] = (await withinPatience(asked)) as number[];
      return { placeMs, longerMs };
    },
  };
};
