import type { Pool } from 'pg';
import type {
  JobRun,
  RunStats,
  ScheduleChange,
  ScheduleHistory,
  Slot,
  SlotKind,
  SlotOutcome,
} from '#contracts/schedules';
import { type LedgerState, shownStatus } from '../store/job-row';

const RECENT_RUNS = 10;
const SHOWN_SLOTS = 20;

interface RunRow extends Omit<JobRun, 'startedAt' | 'completedAt' | 'durationMs'> {
  readonly startedAt: Date;
  readonly completedAt: Date | null;
  readonly durationMs: string | null;
}

const runsSql = `select id, "startedAt", "completedAt", status, "articlesProcessed", "embeddingsCreated",
  "durationMs", "errorMessage" from "JobRun" where schedule = $1 order by "startedAt" desc, id desc limit $2`;

/** From the jobs, not the view: it would read every result. */
const statsSql = `
with runs as (
  select j.state, s.slot_at, j.finished_at - coalesce(j.started_at, j.created_at) as took
  from schedule_slots s join jobs j on j.id = s.job_id where s.schedule = $1
), good as (select max(slot_at) as at from runs where state = 'completed')
select count(*)::int as "totalRuns",
  count(*) filter (where state = 'completed')::int as "successfulRuns",
  count(*) filter (where state = 'failed')::int as "failedRuns",
  (select coalesce(sum(slots), 0)::int from schedule_slots
    where schedule = $1 and outcome in ('skipped_overlap', 'skipped_misfire', 'skipped_by_hand')) as "skippedRuns",
  count(*) filter (where state = 'failed' and slot_at > coalesce((select at from good), '-infinity'))::int as "consecutiveFailures",
  round(extract(epoch from avg(took) filter (where state = 'completed')) * 1000)::int as "averageDurationMs"
from runs`;

const slotsSql = `
select s.slot_at, s.kind, s.outcome, s.slots, s.job_id, j.state,
  round(extract(epoch from j.finished_at - coalesce(j.started_at, j.created_at)) * 1000)::int as took
from schedule_slots s left join jobs j on j.id = s.job_id
where s.schedule = $1 order by s.slot_at desc, s.kind limit $2`;

interface SlotRow {
  readonly slot_at: Date;
  readonly kind: SlotKind;
  readonly outcome: SlotOutcome;
  readonly slots: number;
  readonly job_id: string | null;
  readonly state: LedgerState | null;
  readonly took: number | null;
}

const slotOf = (row: SlotRow): Slot => ({
  at: row.slot_at.toISOString(),
  kind: row.kind,
  outcome: row.outcome,
  slots: row.slots,
  jobId: row.job_id,
  status: row.state && shownStatus(row.state),
  durationMs: row.took,
});

/** The latest runs of a schedule, newest first. */
export const readRuns = async (
  pool: Pool,
  schedule: string,
  limit = RECENT_RUNS,
): Promise<JobRun[]> => {
  const { rows } = await pool.query<RunRow>(runsSql, [schedule, limit]);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
    durationMs: row.durationMs === null ? null : Number(row.durationMs),
  }));
};

/** Of every run whose job is still in the ledger. */
export const readStats = async (pool: Pool, schedule: string): Promise<RunStats> =>
  (await pool.query<RunStats>(statsSql, [schedule])).rows[0] as RunStats;

/** The latest slots, and who changed what. */
export const readHistory = async (pool: Pool, schedule: string): Promise<ScheduleHistory> => {
  const [slots, changes] = await Promise.all([
    pool.query<SlotRow>(slotsSql, [schedule, SHOWN_SLOTS]),
    pool.query<Omit<ScheduleChange, 'at'> & { at: Date }>(
      `select c.at, c.actor, u.name as "actorName", c.action, c.detail from schedule_changes c
       left join "user" u on u.id = c.actor where c.schedule = $1 order by c.id desc limit $2`,
      [schedule, SHOWN_SLOTS],
    ),
  ]);
  return {
    slots: slots.rows.map(slotOf),
    changes: changes.rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  };
};
