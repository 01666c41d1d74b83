import type { Pool } from 'pg';

/** Where a walk through finished jobs has come to. */
export interface RetentionCursor {
  /** ISO 8601. */
  readonly finishedAt: string;
  readonly id: string;
}

export interface RetentionPage {
  readonly removed: number;
  /** Where to go on; null: that was the last page. */
  readonly next: RetentionCursor | null;
}

export interface RetentionRule {
  /** What ended before this may go; ISO 8601. */
  readonly before: string;
  /** Latest jobs of an owner and type that stay: completed ones, and failed or cancelled ones. */
  readonly keepCompleted: number;
  readonly keepFailed: number;
  /** Jobs of this type alone; default all. */
  readonly type?: string;
}

/**
 * One page of finished jobs: those that may go are deleted with everything that hangs on them, and added to
 * the sums of their day, in one statement, so that a repeated page counts nothing twice. A child stays while
 * its parent, which may still read its result, goes on.
 */
const jobsSql = `
with page as (
  select j.id, j.owner, j.type, j.state, j.parent_id, j.created_at, j.finished_at from jobs j
  where j.finished_at < $1 and ($2::timestamptz is null or (j.finished_at, j.id) > ($2::timestamptz, $3::text))
    and ($7::text is null or j.type = $7)
  order by j.finished_at, j.id limit $4
), gone as (
  delete from jobs j using page o where j.id = o.id
    and not exists (select 1 from jobs p where p.id = o.parent_id and p.finished_at is null)
    and case when o.state = 'completed' then $5::int else $6::int end <= (
      select count(*) from (
        select 1 from jobs n where n.owner = o.owner and n.type = o.type and n.finished_at is not null
          and (n.state = 'completed') = (o.state = 'completed')
          and (n.created_at, n.id) > (o.created_at, o.id)
        limit greatest($5::int, $6::int)) newer)
  returning j.id, j.type, j.state, j.started_at, j.finished_at
), steps as (
  delete from job_steps where job_id in (select id from gone)
), changes as (
  delete from job_changes where job_id in (select id from gone)
), edges as (
  delete from job_children where parent_id in (select id from gone) or child_id in (select id from gone)
), seen as (
  delete from job_seen where job_id in (select id from gone)
), sums as (
  insert into job_archive (day, type, state, jobs, total_ms)
  select to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD'), type, state, count(*),
    coalesce(sum(extract(epoch from finished_at - started_at) * 1000), 0)::bigint
  from gone group by 1, 2, 3
  on conflict (day, type, state) do update set
    jobs = job_archive.jobs + excluded.jobs, total_ms = job_archive.total_ms + excluded.total_ms
)
select (select count(*)::int from gone) as removed, count(*)::int as looked,
  (select id from page order by finished_at desc, id desc limit 1) as id, max(finished_at) as at from page`;

/** @param which of `ai_usage u`, with $1 */
const usageSql = (which: string) => `
with gone as (
  delete from ai_usage where id in (select u.id from ai_usage u where ${which} limit $2)
  returning *
), sums as (
  insert into ai_usage_days (day, engine, provider, model, task, calls, input_tokens, output_tokens, usd)
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD'), engine, provider, model, task, count(*),
    coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(usd), 0)
  from gone group by 1, 2, 3, 4, 5
  on conflict (day, engine, provider, model, task) do update set
    calls = ai_usage_days.calls + excluded.calls,
    input_tokens = ai_usage_days.input_tokens + excluded.input_tokens,
    output_tokens = ai_usage_days.output_tokens + excluded.output_tokens,
    usd = ai_usage_days.usd + excluded.usd
)
select count(*)::int as removed from gone`;

const oldUsageSql = usageSql(
  'u.at < $1 and not exists (select 1 from jobs j where j.id = u.job_id)',
);
const ownUsageSql = usageSql('u.owner = $1');
/** A job's id says its type in its second part. Built-in work is on nobody's bill, so that its rows may go early. */
const builtInUsageSql = usageSql(
  `u.at < $1 and u.engine = 'built-in' and split_part(u.job_id, '~', 2) = $3
   and not exists (select 1 from jobs j where j.id = u.job_id)`,
);

const slotsSql = `
with gone as (
  delete from schedule_slots where (schedule, slot_at, kind) in (
    select s.schedule, s.slot_at, s.kind from schedule_slots s
    where s.slot_at < $1 and s.outcome <> 'waiting'
      and ($3::text is null or s.schedule in (select name from schedules where type = $3))
      and not exists (select 1 from jobs j where j.id = s.job_id) limit $2)
  returning 1
)
select count(*)::int as removed from gone`;

/** Deletes what is over the retention, a page at a time. */
export const createRetentionStore = (pool: Pool) => ({
  removeJobs: async (
    rule: RetentionRule,
    after: RetentionCursor | null,
    limit: number,
  ): Promise<RetentionPage> => {
    const { rows } = await pool.query<{
      removed: number;
      looked: number;
      id: string | null;
      at: Date | null;
    }>(jobsSql, [
      rule.before,
      after?.finishedAt ?? null,
      after?.id ?? null,
      limit,
      rule.keepCompleted,
      rule.keepFailed,
      rule.type ?? null,
    ]);
    const page = rows[0];
    const more = page?.id && page.at && page.looked === limit;
    const next = more
      ? { finishedAt: (page.at as Date).toISOString(), id: page.id as string }
      : null;
    return { removed: page?.removed ?? 0, next };
  },

  /** Turns old rows of jobs that are gone into sums by day. @returns how many */
  summariseUsage: async (before: string, limit: number): Promise<number> =>
    (await pool.query<{ removed: number }>(oldUsageSql, [before, limit])).rows[0]?.removed ?? 0,

  /** The same of built-in work for jobs of one type. */
  summariseBuiltInUsage: async (before: string, limit: number, type: string): Promise<number> =>
    (await pool.query<{ removed: number }>(builtInUsageSql, [before, limit, type])).rows[0]
      ?.removed ?? 0,

  /** The same of one person's rows, whatever their age: the sums stay, nobody's in particular. */
  summariseUsageOf: async (owner: string, limit: number): Promise<number> =>
    (await pool.query<{ removed: number }>(ownUsageSql, [owner, limit])).rows[0]?.removed ?? 0,

  /** Forgets old slots whose jobs are gone. @param type of schedules of this job type alone @returns how many */
  removeSlots: async (before: string, limit: number, type?: string): Promise<number> =>
    (await pool.query<{ removed: number }>(slotsSql, [before, limit, type ?? null])).rows[0]
      ?.removed ?? 0,
});
