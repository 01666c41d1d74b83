import { defineScript } from './feed/run-script';
import type { RedisClient } from './redis';

interface RateDecision {
  readonly allowed: boolean;
  /** Seconds until the next call may pass, at least 1; 0 when allowed. */
  readonly retryAfterSeconds: number;
}

interface RateLimit {
  /** How many calls may come within a minute; that many at once, too. 0 = no limit. */
  readonly perMinute: number;
}

/** Counts calls by a key of the caller's choice, over all processes. Never throws. */
export interface RateLimiter {
  take(key: string, limit: RateLimit): Promise<RateDecision>;
}

/** Redis is asked for no longer than this, in milliseconds; then this process counts alone. */
const REDIS_PATIENCE_MS = 150;
/** Keys counted in memory while Redis is away; past this the oldest are forgotten. */
const MAX_LOCAL_KEYS = 50_000;
const WINDOW_MS = 60_000;

/**
 * GCRA (generic cell rate algorithm): one time a key, until which its allowance is used up. `KEYS[1]`
 * the key, `ARGV[1]` milliseconds a call uses, `ARGV[2]` the window. Answers 0, or the wait in ms.
 */
const runTake = defineScript(`
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local spent = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local after = spent + ARGV[1]
if after - now > tonumber(ARGV[2]) then return math.ceil(after - now - ARGV[2]) end
redis.call('SET', KEYS[1], after, 'PX', math.ceil(after - now))
return 0
`);

const decide = (waitMs: number): RateDecision =>
  waitMs <= 0
    ? { allowed: true, retryAfterSeconds: 0 }
    : { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };

const createLocal = () => {
  const spentUntil = new Map<string, number>();
  return (key: string, costMs: number): number => {
    const now = Date.now();
    const after = Math.max(spentUntil.get(key) ?? now, now) + costMs;
    if (after - now > WINDOW_MS) return after - now - WINDOW_MS;
    spentUntil.delete(key);
    spentUntil.set(key, after);
    if (spentUntil.size > MAX_LOCAL_KEYS) {
      const oldest = spentUntil.keys().next().value;
      if (oldest !== undefined) spentUntil.delete(oldest);
    }
    return 0;
  };
};

const withinPatience = async (work: Promise<unknown>): Promise<number> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis is slow')), REDIS_PATIENCE_MS);
  });
  try {
    return Number(await Promise.race([work, late]));
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Limits shared by all processes through Redis. While Redis is away or slow each process counts for
 * itself, so that neither everybody is locked out nor everything let through.
 *
 * @param redis a connection of the role `commands`: it fails at once while Redis is away
 */
export const createRateLimiter = (redis: RedisClient): RateLimiter => {
  const local = createLocal();
  return {
    take: async (key, { perMinute }) => {
      if (perMinute === 0) return decide(0);
      const costMs = WINDOW_MS / perMinute;
      try {
        return decide(
          await withinPatience(runTake(redis, [`jobwire:rate:${key}`], [costMs, WINDOW_MS])),
        );
      } catch {
        return decide(local(key, costMs));
      }
    },
  };
};
