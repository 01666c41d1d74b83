import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { QueueAction, QueueActionBody } from '#contracts/admin';
import { findContract } from '#contracts/jobs/index';
import { AppError } from '../app-error';
import type { Principal } from '../principal';
import type { Engine } from '../queue/create-engine';
import { queueKey } from '../queue/queue-options';
import { isReady, type RedisClient } from '../redis';
import { inTransaction } from '../store/in-transaction';
import { noteAct } from './audit';

/** What is set for a job type's queue. */
export interface QueueControl {
  readonly type: string;
  readonly paused: boolean;
  readonly paused_at: Date | null;
  readonly paused_by: string | null;
  /** Of whoever paused it, where they are known. */
  readonly paused_by_name: string | null;
  readonly reason: string | null;
  readonly concurrency: number | null;
}

/** What was read may be this old, in milliseconds: a few types, asked for with every job that waits. */
const FRESH_MS = 1_000;

const readSql = `select c.*, u.name as paused_by_name from queue_controls c left join "user" u on u.id = c.paused_by`;

const pauseSql = `insert into queue_controls (type, paused, paused_at, paused_by, reason) values ($1, true, now(), $2, $3)
on conflict (type) do update set paused = true,
  paused_at = case when queue_controls.paused then queue_controls.paused_at else now() end,
  paused_by = excluded.paused_by, reason = excluded.reason`;

const resumeSql = `update queue_controls set paused = false, paused_at = null, paused_by = null, reason = null where type = $1`;

const limitSql = `insert into queue_controls (type, concurrency) values ($1, $2)
on conflict (type) do update set concurrency = excluded.concurrency`;

/**
 * Pauses and limits, as Postgres holds them. BullMQ carries them out (a paused queue hands nothing out; its
 * global concurrency bounds what is active over all workers), and is told anew whenever it differs: also
 * after a flush.
 */
export const createQueueControls = (parts: {
  readonly pool: Pool;
  readonly redis: RedisClient;
  readonly engine: Pick<Engine, 'queue'>;
  readonly log: Logger;
}) => {
  const { pool, redis, engine, log } = parts;
  let known: readonly QueueControl[] = [];
  let readAt = 0;
  let reading: Promise<readonly QueueControl[]> | undefined;

  const refresh = async (): Promise<readonly QueueControl[]> => {
    known = (await pool.query<QueueControl>(readSql)).rows;
    readAt = Date.now();
    return known;
  };
  const read = (): Promise<readonly QueueControl[]> => {
    reading ??= refresh().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  /** Tells BullMQ where it differs. One that was never set is left alone. */
  const enforceOne = async ({ type, paused, concurrency }: QueueControl): Promise<void> => {
    const queue = engine.queue(type);
    const meta = await redis.hmget(queueKey(type, 'meta'), 'paused', 'concurrency');
    if ((meta[0] === '1') !== paused) await (paused ? queue.pause() : queue.resume());
    if ((meta[1] ?? null) === (concurrency === null ? null : String(concurrency))) return;
    await (concurrency === null
      ? queue.removeGlobalConcurrency()
      : queue.setGlobalConcurrency(concurrency));
  };

  const change = async (
    client: PoolClient,
    who: Principal,
    type: string,
    action: QueueAction,
    { reason, concurrency }: QueueActionBody,
  ): Promise<string | null> => {
    if (action === 'pause') {
      await client.query(pauseSql, [type, who.userId, reason ?? null]);
      return reason ?? null;
    }
    if (action === 'resume') {
      await client.query(resumeSql, [type]);
      return null;
    }
    if (concurrency === undefined) {
      throw new AppError('invalid_input', 'concurrency: say how many, or null for no limit.', {
        errors: [{ path: 'concurrency', code: 'required', message: 'A number, or null' }],
      });
    }
    await client.query(limitSql, [type, concurrency]);
    return concurrency === null ? 'no limit' : `${concurrency} at once`;
  };

  return {
    /** As of at most a second ago. While Postgres is away: as it was. Never fails. */
    current: async (): Promise<readonly QueueControl[]> =>
      Date.now() - readAt < FRESH_MS ? known : read().catch(() => known),

    /** What `current` said last, without asking. */
    isPaused: (type: string): boolean => known.some((one) => one.type === type && one.paused),

    /** Brings the engine in line with the ledger; types that differ in nothing cost one read each. */
    enforce: async (): Promise<void> => {
      if (!isReady(redis)) return;
      for (const control of await read()) await enforceOne(control);
    },

    /**
     * Sets what is asked for, notes who did it, and has the engine follow at once; where Redis is away, it
     * follows later.
     *
     * @throws AppError not_found, invalid_input
     */
    act: async (
      who: Principal,
      type: string,
      action: QueueAction,
      body: QueueActionBody,
    ): Promise<void> => {
      if (!findContract(type)) throw new AppError('not_found', 'There is no such job type.');
      await inTransaction(pool, async (client) => {
        const details = await change(client, who, type, action, body);
        await noteAct(client, who, { kind: 'queue', action, target: type, details });
      });
      const control = (await read()).find((one) => one.type === type);
      if (!control || !isReady(redis)) return;
      await enforceOne(control).catch((error: unknown) =>
        log.warn({ err: error, type }, 'the queue was not told; the keeper will tell it'),
      );
    },
  };
};

export type QueueControls = ReturnType<typeof createQueueControls>;
