import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  pgView,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The schedules as they are in force: declared in code, changed by configuration, edited by admins. */
export const schedules = pgTable('schedules', {
  name: text('name').primaryKey(),
  type: text('type').notNull(),
  /** JSON. */
  input: text('input').notNull(),
  cron: text('cron').notNull(),
  timezone: text('timezone').notNull(),
  /** What configuration or code say; a reset brings it back. */
  declaredCron: text('declared_cron').notNull(),
  declaredTimezone: text('declared_timezone').notNull(),
  /** An admin's time is in force, whatever is declared. */
  edited: boolean('edited').notNull().default(false),
  paused: boolean('paused').notNull().default(false),
  overlap: text('overlap').notNull(),
  misfire: text('misfire').notNull(),
  misfireLimit: integer('misfire_limit').notNull(),
  runAtStart: boolean('run_at_start').notNull(),
  /** The first slot that nobody has looked at. */
  nextAt: time('next_at').notNull(),
  /** Three failures in a row have been told; so is the success that ends them. */
  critical: boolean('critical').notNull().default(false),
  /** +1 per edit, so that one made on an old page is noticed. */
  version: integer('version').notNull().default(1),
  updatedAt: time('updated_at').notNull().defaultNow(),
});

/** One row a slot, whatever became of it: the key is why it fires once. */
export const scheduleSlots = pgTable(
  'schedule_slots',
  {
    schedule: text('schedule').notNull(),
    slotAt: time('slot_at').notNull(),
    kind: text('kind').notNull(),
    outcome: text('outcome').notNull(),
    /** Missed slots in a row share one row, at the first of them. */
    slots: integer('slots').notNull().default(1),
    jobId: text('job_id'),
  },
  (table) => [
    primaryKey({ columns: [table.schedule, table.slotAt, table.kind] }),
    index('schedule_slots_waiting').on(table.schedule).where(sql`outcome = 'waiting'`),
    index('schedule_slots_job').on(table.jobId).where(sql`job_id is not null`),
  ],
);

/** Who changed what of a schedule. */
export const scheduleChanges = pgTable(
  'schedule_changes',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    schedule: text('schedule').notNull(),
    at: time('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    detail: text('detail'),
  },
  (table) => [
    index('schedule_changes_of').on(table.schedule, table.id),
    index('schedule_changes_at').on(table.at),
  ],
);

/** The runs of schedules, as dashboards read them. */
export const jobRuns = pgView('JobRun', {
  id: text('id').notNull(),
  schedule: text('schedule').notNull(),
  startedAt: time('startedAt').notNull(),
  completedAt: time('completedAt'),
  status: text('status').notNull(),
  articlesProcessed: integer('articlesProcessed'),
  embeddingsCreated: integer('embeddingsCreated'),
  durationMs: bigint('durationMs', { mode: 'number' }),
  errorMessage: text('errorMessage'),
}).as(sql`select j.id, s.schedule, coalesce(j.started_at, j.created_at) as "startedAt", j.finished_at as "completedAt",
  case j.state when 'completed' then 'SUCCESS' when 'failed' then 'FAILED' when 'cancelled' then 'CANCELLED' else 'RUNNING' end as status,
  (j.result::jsonb ->> 'articlesProcessed')::int as "articlesProcessed",
  (j.result::jsonb ->> 'embeddingsCreated')::int as "embeddingsCreated",
  (extract(epoch from j.finished_at - coalesce(j.started_at, j.created_at)) * 1000)::bigint as "durationMs",
  j.error::jsonb ->> 'message' as "errorMessage"
from schedule_slots s join jobs j on j.id = s.job_id`);

/** What is left of jobs that housekeeping removed, summed by the day on which they ended (UTC). */
export const jobArchive = pgTable(
  'job_archive',
  {
    day: text('day').notNull(),
    type: text('type').notNull(),
    state: text('state').notNull(),
    jobs: integer('jobs').notNull(),
    /** Of all of them together, from start to end. */
    totalMs: bigint('total_ms', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.type, table.state] })],
);

/** What is left of `ai_usage` after the retention, by day (UTC). */
export const aiUsageDays = pgTable(
  'ai_usage_days',
  {
    day: text('day').notNull(),
    engine: text('engine').notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    task: text('task').notNull(),
    calls: integer('calls').notNull(),
    inputTokens: bigint('input_tokens', { mode: 'number' }).notNull(),
    outputTokens: bigint('output_tokens', { mode: 'number' }).notNull(),
    /** Of the calls whose price was known. */
    usd: doublePrecision('usd').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.engine, table.provider, table.model, table.task] }),
  ],
);
