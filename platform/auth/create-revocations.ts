import type { Logger } from 'pino';
import type { Claims } from '#contracts/auth';
import type { RedisClient } from '../redis';
import type { Revocations } from './tokens';

/** A sorted set of what is revoked (score: kept until, ms since 1970) and a number that grows with every change. */
const SET = '{jobwire:revoked}:set';
const VERSION = '{jobwire:revoked}:version';

/** Each process looks at the number this often; a change anywhere reaches every process within it. */
const POLL_INTERVAL_MS = 400;
/** Tokens made from a session live 5 minutes at most; its revocation outlives them all. */
const SESSION_KEPT_MS = 15 * 60 * 1000;
/** API tokens may live as long as their maker wished. */
const KEPT_MS = 400 * 24 * 3600 * 1000;

/**
 * Revocations, held in Redis and mirrored here.
 *
 * Polled rather than published: a pub/sub link that went silent would keep a thrown-out socket open
 * until somebody noticed, one GET each 400 ms cannot. While Redis is away a revocation holds in this
 * process and is kept for the others; what Redis forgot (a flush, a failover) it gets back from
 * whichever process still knows.
 *
 * @param redis a connection of the role `commands`: it fails at once while Redis is away
 */
export const createRevocations = ({
  redis,
  log,
}: {
  redis: RedisClient;
  log: Logger;
}): Revocations => {
  /** `i:<session or token id>` and `u:<iat>:<user id>`, each with the time it is kept until. */
  const entries = new Map<string, number>();
  /** Users by the newest `iat` that no longer counts. */
  const users = new Map<string, number>();
  const listeners = new Set<() => void>();
  let known: string | null | undefined;
  let polling: Promise<void> | undefined;

  const remember = (member: string, until: number): boolean => {
    if (entries.has(member)) return false;
    entries.set(member, until);
    const user = /^u:(\d+):(.+)$/s.exec(member);
    if (user?.[2] !== undefined) {
      users.set(user[2], Math.max(Number(user[1]), users.get(user[2]) ?? 0));
    }
    return true;
  };

  const tell = () => {
    for (const listener of listeners) listener();
  };

  const forgetExpired = (now: number) => {
    for (const [member, until] of entries) if (until < now) entries.delete(member);
  };

  const push = async (missing: readonly [string, number][]): Promise<void> => {
    const change = redis.multi();
    for (const [member, until] of missing) change.zadd(SET, until, member);
    change.zremrangebyscore(SET, '-inf', Date.now()).incr(VERSION);
    const answers = await change.exec();
    const failed = answers?.find(([error]) => error !== null);
    if (!answers || failed) throw failed?.[0] ?? new Error('The transaction was dropped');
  };

  const reload = async (version: string | null): Promise<void> => {
    const now = Date.now();
    forgetExpired(now);
    const flat = await redis.zrangebyscore(SET, now, '+inf', 'WITHSCORES');
    const remote = new Set<string>();
    let changed = false;
    for (let at = 0; at + 1 < flat.length; at += 2) {
      const member = flat[at] as string;
      remote.add(member);
      changed = remember(member, Number(flat[at + 1])) || changed;
    }
    const missing = [...entries].filter(([member]) => !remote.has(member));
    if (missing.length > 0) await push(missing);
    known = version;
    if (changed) tell();
  };

  const poll = (): Promise<void> => {
    polling ??= (async () => {
      try {
        const version = await redis.get(VERSION);
        if (version !== known) await reload(version);
      } catch {
        // Redis is away; the mirror answers and the next poll tries again.
      } finally {
        polling = undefined;
      }
    })();
    return polling;
  };

  const timer = setInterval(poll, POLL_INTERVAL_MS);
  timer.unref();
  redis.on('ready', poll);
  void poll();

  return {
    isRevoked: ({ jti, sid, sub, iat }: Claims) =>
      (jti !== undefined && entries.has(`i:${jti}`)) ||
      (sid !== undefined && entries.has(`i:${sid}`)) ||
      (iat ?? 0) <= (users.get(sub) ?? -1),
    revoke: async (what) => {
      const now = Date.now();
      const [member, until] =
        'userId' in what
          ? [`u:${Math.floor(now / 1000)}:${what.userId}`, now + KEPT_MS]
          : 'tokenId' in what
            ? [`i:${what.tokenId}`, now + KEPT_MS]
            : [`i:${what.sessionId}`, now + SESSION_KEPT_MS];
      if (remember(member, until)) tell();
      try {
        await push([[member, until]]);
      } catch (error) {
        known = undefined;
        log.warn({ err: error }, 'a revocation holds in this process alone until Redis is back');
      }
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(timer);
      redis.off('ready', poll);
      listeners.clear();
      await polling;
    },
  };
};
