import type { Pool } from 'pg';

/** A message that is to be sent now. */
export interface DuePush {
  readonly jobId: string;
  readonly subscriptionId: string;
  /** This one included. */
  readonly attempts: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly lang: string;
  readonly type: string;
  readonly status: 'completed' | 'failed';
  /** True where its owner has been shown the ending meanwhile, on whatever device. */
  readonly seen: boolean;
}

/** A look so far back, in milliseconds, catches commits that came late; most looks go less far. */
const LATE_COMMIT_MS = 60_000;
const NEAR_MS = 5_000;
const DEEP_EVERY_MS = 20_000;
/** Older endings are no longer news; rows are kept this much longer than any look goes back. */
const NEWS_HOURS = 24;
/** Messages given up in a row, after which a browser counts as gone. */
const MAX_FAILURES = 5;

const MARK = 'push-mark';
/** Where nothing has been read yet, every ending counts that is news and came after its subscription. */
const BEGINNING = new Date(0);

/**
 * Puts the endings since $1 into the outbox, for every browser of their owner that was there before them.
 * Children of a flow are left out, and what a person cancelled. Without subscriptions it touches no job.
 */
const collectSql = `
insert into push_outbox (job_id, subscription_id, due_at)
select j.id, s.id, now() + $2 * interval '1 millisecond'
from push_subscriptions s join jobs j on j.owner = s.owner
where j.finished_at > greatest($1::timestamptz, now() - $3 * interval '1 hour') and j.finished_at > s.created_at
  and j.state in ('completed', 'failed') and j.parent_id is null
on conflict do nothing`;

/** Takes what is due for as long as a send may last: whoever dies over it leaves it to the next. */
const takeSql = `
with due as (
  select job_id, subscription_id from push_outbox where due_at <= now() order by due_at limit $1 for update skip locked
), taken as (
  update push_outbox o set due_at = now() + $2 * interval '1 millisecond', attempts = o.attempts + 1
  from due d where o.job_id = d.job_id and o.subscription_id = d.subscription_id
  returning o.job_id, o.subscription_id, o.attempts
)
select t.job_id as "jobId", t.subscription_id as "subscriptionId", t.attempts, s.endpoint, s.p256dh, s.auth, s.lang,
  j.type, j.state as status, exists (select from job_seen v where v.job_id = t.job_id) as seen
from taken t join push_subscriptions s on s.id = t.subscription_id join jobs j on j.id = t.job_id and j.owner = s.owner`;

const doneSql = `update push_outbox set due_at = null where job_id = $1 and subscription_id = $2`;
/** Only by whoever took it last: another may have sent it meanwhile. */
const laterSql = `
update push_outbox set due_at = now() + $4 * interval '1 millisecond'
where job_id = $1 and subscription_id = $2 and attempts = $3 and due_at is not null`;
const deliveredSql = `update push_subscriptions set last_success_at = now(), failures = 0 where id = $1`;
const gaveUpSql = `update push_subscriptions set failures = failures + 1 where id = $1 returning failures`;

/** Never backwards: another process may be further. Untouched while nobody has subscribed. */
const keepMarkSql = `
insert into installation_settings as i (name, value)
select '${MARK}', $1 where exists (select from push_subscriptions)
on conflict (name) do update set value = excluded.value, updated_at = now() where i.value < excluded.value`;

const pruneSql = `delete from push_outbox where created_at < now() - $1 * interval '1 hour'`;

/**
 * Messages between the end of a job and the browsers of its owner. The ledger says what has ended; how far
 * it has been read is kept in the database, and what was read twice meets its own row. So a crash at any
 * point neither loses an ending nor, but for the moment between a send and its note, tells it twice.
 *
 * @param pool any number of processes may work on one outbox
 */
export const createPushOutbox = (pool: Pool) => {
  let mark: Date | undefined;
  let deepAt = 0;

  const clock = async (): Promise<Date> => {
    const { rows } = await pool.query<{ now: Date }>('select clock_timestamp() as now');
    return rows[0]?.now ?? new Date();
  };
  const keptMark = async (): Promise<Date | undefined> => {
    const { rows } = await pool.query<{ value: string }>(
      'select value from installation_settings where name = $1',
      [MARK],
    );
    return rows[0] ? new Date(rows[0].value) : undefined;
  };
  const back = (from: Date, ms: number) => new Date(from.getTime() - ms);

  return {
    /** Finds what has ended since the last look. @param holdBackMs how long it is kept before it is due */
    collect: async (holdBackMs: number): Promise<void> => {
      const now = await clock();
      const deep = Date.now() - deepAt > DEEP_EVERY_MS;
      const far = deep ? ((await keptMark()) ?? BEGINNING) : undefined;
      await pool.query(collectSql, [far ?? mark ?? now, holdBackMs, NEWS_HOURS]);
      mark = back(now, NEAR_MS);
      if (!deep) return;
      await pool.query(keepMarkSql, [back(now, LATE_COMMIT_MS).toISOString()]);
      await pool.query(pruneSql, [2 * NEWS_HOURS]);
      deepAt = Date.now();
    },

    /** @param leaseMs after so long somebody else may send it */
    take: async (limit: number, leaseMs: number): Promise<DuePush[]> =>
      (await pool.query<DuePush>(takeSql, [limit, leaseMs])).rows,

    done: async ({ jobId, subscriptionId }: DuePush): Promise<void> => {
      await pool.query(doneSql, [jobId, subscriptionId]);
    },
    delivered: async ({ jobId, subscriptionId }: DuePush): Promise<void> => {
      await pool.query(doneSql, [jobId, subscriptionId]);
      await pool.query(deliveredSql, [subscriptionId]);
    },
    later: async ({ jobId, subscriptionId, attempts }: DuePush, delayMs: number): Promise<void> => {
      await pool.query(laterSql, [jobId, subscriptionId, attempts, delayMs]);
    },
    /** The message will not be sent; a browser that takes none for long is forgotten. */
    giveUp: async ({ jobId, subscriptionId }: DuePush): Promise<void> => {
      await pool.query(doneSql, [jobId, subscriptionId]);
      const { rows } = await pool.query<{ failures: number }>(gaveUpSql, [subscriptionId]);
      if ((rows[0]?.failures ?? 0) >= MAX_FAILURES) {
        await pool.query('delete from push_subscriptions where id = $1', [subscriptionId]);
      }
    },
    /** Forgets the browser with all that was to be told to it. */
    forget: async ({ subscriptionId }: DuePush): Promise<void> => {
      await pool.query('delete from push_subscriptions where id = $1', [subscriptionId]);
    },
  };
};
