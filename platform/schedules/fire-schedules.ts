import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import { CRITICAL_FAILURES } from '#contracts/limits';
import type { SlotOutcome } from '#contracts/schedules';
import type { HandOver } from '../jobs/hand-over';
import type { JobService } from '../jobs/job-service';
import type { Metrics } from '../metrics';
import { inTransaction } from '../store/in-transaction';
import { nextSlot } from './cron';
import { planSlots } from './plan-slots';
import type { WantedSchedule } from './resolve-schedules';
import { type ScheduleRow, SYSTEM_OWNER } from './schedule-row';
import { openSlot, type Settled, settleSlots } from './settle-slots';

export interface FireParts {
  readonly pool: Pool;
  readonly handOver: HandOver;
  readonly jobs: Pick<JobService, 'cancel'>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** No slot comes after this. */
const NEVER = new Date('9999-12-31T00:00:00Z');
/** Workers that start within this belong to one start of the deployment, in milliseconds. */
const START_WINDOW_MS = 60_000;

const upsertSql = `
insert into schedules (name, type, input, cron, timezone, declared_cron, declared_timezone, overlap, misfire, misfire_limit, run_at_start, next_at)
values ($1, $2, $3, $4, $5, $4, $5, $6, $7, $8, $9, $10)
on conflict (name) do update set type = excluded.type, input = excluded.input,
  declared_cron = excluded.cron, declared_timezone = excluded.timezone, overlap = excluded.overlap,
  misfire = excluded.misfire, misfire_limit = excluded.misfire_limit, run_at_start = excluded.run_at_start,
  cron = case when schedules.edited then schedules.cron else excluded.cron end,
  timezone = case when schedules.edited then schedules.timezone else excluded.timezone end,
  next_at = case when schedules.edited or (schedules.cron, schedules.timezone) = (excluded.cron, excluded.timezone)
    then schedules.next_at else excluded.next_at end,
  version = schedules.version + 1, updated_at = now()
where (schedules.type, schedules.input, schedules.declared_cron, schedules.declared_timezone, schedules.overlap,
    schedules.misfire, schedules.misfire_limit, schedules.run_at_start)
  is distinct from (excluded.type, excluded.input, excluded.cron, excluded.timezone, excluded.overlap,
    excluded.misfire, excluded.misfire_limit, excluded.run_at_start)`;

/** $2 null: the database's clock, which all workers share. $3: whether times count, or only what waits. */
const dueSql = `
select name from schedules s where name = any($1::text[]) and (
  ($3 and not paused and next_at <= coalesce($2::timestamptz, clock_timestamp()))
  or exists (select 1 from schedule_slots w where w.schedule = s.name and w.outcome = 'waiting'))`;

const lockSql = `
select *, coalesce($2::timestamptz, clock_timestamp()) as now from schedules where name = $1 for update`;

/**
 * Failures in a row, of the latest runs alone: the whole history would be read each time otherwise. What endpoints are
 * told of it is noted in the same statement.
 */
const criticalSql = `
with latest as (
  select s.name, (
    select count(*) = $2 and bool_and(r.state = 'failed') from (
      select j.state from schedule_slots t join jobs j on j.id = t.job_id
      where t.schedule = s.name and j.state in ('completed', 'failed')
      order by t.slot_at desc limit $2) r) as bad
  from schedules s where name = any($1::text[])
), changed as (
  update schedules s set critical = latest.bad from latest
  where s.name = latest.name and s.critical <> latest.bad returning s.name, s.critical
), told as (
  insert into alert_notices (event, schedule)
  select case when critical then 'schedule.critical' else 'schedule.recovered' end, name from changed
)
select name, critical from changed`;

/** Writes what code and configuration want; an admin's time stays. Safe to repeat, by however many. */
export const reconcileSchedules = async (
  pool: Pool,
  wanted: readonly WantedSchedule[],
  now: Date = new Date(),
): Promise<void> => {
  for (const one of wanted) {
    await pool.query(upsertSql, [
      one.name,
      one.contract.type,
      JSON.stringify(one.input),
      one.cron,
      one.timezone,
      one.overlap,
      one.misfire,
      one.misfireLimit,
      one.runAtStart,
      nextSlot(one.cron, one.timezone, now) ?? NEVER,
    ]);
  }
};

/** What follows a commit: the job joins the line, the run that makes way is told. */
export const carryOn = async (
  { handOver, jobs, metrics, log }: FireParts,
  schedule: string,
  { started, cancel, outcomes }: Settled,
): Promise<void> => {
  for (const outcome of outcomes) metrics.scheduleSlots.inc({ schedule, outcome });
  if (started) {
    metrics.jobsAccepted.inc({ type: started.type });
    handOver.deliver(started);
    void handOver.announce(started, {}, 'created');
    log.debug({ schedule, jobId: started.id }, 'a schedule has started its job');
  }
  for (const id of cancel) {
    // It waits on: what is not told now is told at the next look.
    await jobs
      .cancel({ userId: SYSTEM_OWNER, role: 'admin', via: 'token' }, id)
      .catch((error: unknown) => log.debug({ err: error, jobId: id }, 'not cancelled'));
  }
};

const openDue = async (client: PoolClient, row: ScheduleRow, now: Date): Promise<SlotOutcome[]> => {
  const { cron, timezone, misfire, misfire_limit: misfireLimit, next_at: nextAt } = row;
  const plan = planSlots({ cron, timezone, misfire, misfireLimit, nextAt }, now);
  const { missed } = plan;
  if (missed) {
    await openSlot(client, row.name, missed.at, 'cron', 'skipped_misfire', missed.slots);
  }
  for (const at of plan.open) await openSlot(client, row.name, at, 'cron');
  await client.query('update schedules set next_at = $2 where name = $1', [
    row.name,
    plan.nextAt ?? NEVER,
  ]);
  return missed ? ['skipped_misfire'] : [];
};

const openStart = async (
  client: PoolClient,
  { name, paused }: ScheduleRow,
  now: Date,
): Promise<SlotOutcome[]> => {
  if (paused) return [];
  const { rowCount } = await client.query(
    `select 1 from schedule_slots where schedule = $1 and kind = 'start' and slot_at > $2 limit 1`,
    [name, new Date(now.getTime() - START_WINDOW_MS)],
  );
  if (rowCount === 0) await openSlot(client, name, now, 'start');
  return [];
};

/**
 * Fires schedules straight from the ledger: the slot, its job and the schedule's next time are one commit
 * under a lock of the schedule's row, so that it does not matter who does it, or how many try.
 */
export const createFiring = (
  parts: FireParts,
  wanted: readonly WantedSchedule[],
  /** For tests: what time it is. Otherwise the database knows. */
  clock?: () => Date,
) => {
  const { pool, log } = parts;
  const byName = new Map(wanted.map((one) => [one.name, one]));
  const names = [...byName.keys()];
  const nowOr = () => clock?.() ?? null;

  /** Passes over a schedule that another worker is at, unless told to wait for it. */
  const withSchedule = async (
    name: string,
    before: (client: PoolClient, row: ScheduleRow, now: Date) => Promise<SlotOutcome[]>,
    wait: '' | ' skip locked' = ' skip locked',
  ): Promise<void> => {
    const contract = byName.get(name)?.contract;
    if (!contract) return;
    const settled = await inTransaction(pool, async (client) => {
      const locked = await client.query<ScheduleRow & { now: Date }>(`${lockSql}${wait}`, [
        name,
        nowOr(),
      ]);
      const row = locked.rows[0];
      if (!row) return null;
      const outcomes = await before(client, row, row.now);
      const done = await settleSlots(client, row, contract);
      return { ...done, outcomes: [...outcomes, ...done.outcomes] };
    });
    if (settled) await carryOn(parts, name, settled);
  };

  return {
    reconcile: () => reconcileSchedules(pool, wanted, clock?.()),

    /** Fires what is due and starts what waited. @param byTime false: only what waited */
    tick: async (byTime: boolean): Promise<void> => {
      const due = await pool.query<{ name: string }>(dueSql, [names, nowOr(), byTime]);
      for (const { name } of due.rows) {
        await withSchedule(name, async (client, row, now) =>
          byTime && !row.paused && row.next_at <= now ? openDue(client, row, now) : [],
        );
      }
    },

    /** Runs once what is to run at the start of a deployment, however many workers start with it. */
    start: async (): Promise<void> => {
      for (const { name } of wanted.filter(({ runAtStart }) => runAtStart)) {
        await withSchedule(name, openStart, '');
      }
    },

    /** Tells of a schedule that fails again and again, and of its recovery; each once. */
    watch: async (): Promise<void> => {
      const { rows } = await pool.query<{ name: string; critical: boolean }>(criticalSql, [
        names,
        CRITICAL_FAILURES,
      ]);
      for (const { name, critical } of rows) {
        if (critical) {
          log.fatal(
            { schedule: name, failures: CRITICAL_FAILURES },
            'critical: the schedule fails',
          );
        } else {
          log.info({ schedule: name }, 'the schedule has recovered');
        }
      }
    },

    /** How long until the next slot, in milliseconds; null: none is known. */
    untilNext: async (): Promise<number | null> => {
      const { rows } = await pool.query<{ ms: number | null }>(
        `select (extract(epoch from min(next_at) - clock_timestamp()) * 1000)::float8 as ms
         from schedules where name = any($1::text[]) and not paused`,
        [names],
      );
      return rows[0]?.ms ?? null;
    },
  };
};
