import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * The truth of every accepted job. JSON columns are text: they are written and read whole, and the
 * ledger never looks inside.
 *
 * Never index `state`, `rev` or `run_at`, nor name them in an index's predicate: Postgres counts
 * predicate columns as indexed, and every claim would stop being a heap-only update.
 */
export const jobs = pgTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    type: text('type').notNull(),
    /** A status of the contract, or one of `HeldState`. */
    state: text('state').notNull().default('pending'),
    /** Attempts begun. A hand-back at shutdown or a provider's pause takes its one back. */
    attempt: integer('attempt').notNull().default(0),
    maxAttempts: integer('max_attempts').notNull(),
    /** +1 per claim; whoever writes under an older fence is refused. */
    fence: integer('fence').notNull().default(0),
    /** Who holds the claim; makes a repeated claim of the same run a no-op. */
    token: text('token'),
    /** Claims that found the row already running: the process before had died. */
    crashes: integer('crashes').notNull().default(0),
    /** +1 per durable change; the feed and the tabs drop lower ones. */
    rev: integer('rev').notNull().default(1),
    idemKey: text('idem_key'),
    idemHash: text('idem_hash'),
    input: text('input').notNull(),
    options: text('options').notNull().default('{}'),
    result: text('result'),
    error: text('error'),
    progress: text('progress'),
    engine: text('engine'),
    retryOf: text('retry_of'),
    parentId: text('parent_id'),
    traceId: text('trace_id'),
    /** The span under which it was accepted, as W3C Trace Context writes it: its attempts hang there. */
    traceparent: text('traceparent'),
    /** Of a failed job: type, code and what its message says apart from this one case. See `fingerprintOf`. */
    fingerprint: text('fingerprint'),
    // Whole milliseconds, as a JavaScript Date has: a page's cursor must not fall between two rows.
    createdAt: time('created_at').notNull().default(sql`date_trunc('milliseconds', now())`),
    runAt: time('run_at').notNull().defaultNow(),
    startedAt: time('started_at'),
    finishedAt: time('finished_at'),
  },
  (table) => [
    index('jobs_owner').on(
      table.owner,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('jobs_live')
      .on(table.owner, table.createdAt.desc().nullsFirst())
      .where(sql`finished_at is null`),
    uniqueIndex('jobs_idem').on(table.owner, table.idemKey).where(sql`idem_key is not null`),
    // Neither changes once written, so they cost the claim nothing.
    index('jobs_parent').on(table.parentId).where(sql`parent_id is not null`),
    index('jobs_retry').on(table.retryOf).where(sql`retry_of is not null`),
    // Finds the jobs of a workflow, however each of them was started. Again, neither column changes.
    index('jobs_lesson_workflow')
      .on(table.owner, sql`(input::jsonb ->> 'workflowId')`)
      .where(sql`type = 'lesson-plans'`),
    // One plain index serves sweep, reconcile, retention and statistics.
    index('jobs_finished').on(table.finishedAt),
    // Written with the end of a failed job alone: groups of failures are read without the rows.
    index('jobs_failed')
      .on(table.finishedAt, table.fingerprint, table.owner, table.id)
      .where(sql`fingerprint is not null`),
    index('jobs_fingerprint')
      .on(table.fingerprint, table.finishedAt)
      .where(sql`fingerprint is not null`),
  ],
);

/** What finished steps returned; a later attempt reads it instead of doing the work again. */
export const steps = pgTable(
  'job_steps',
  {
    jobId: text('job_id').notNull(),
    name: text('name').notNull(),
    result: text('result'),
    attempt: integer('attempt').notNull(),
    startedAt: time('started_at').notNull(),
    finishedAt: time('finished_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.name] })],
);

/** Audit: every change of state, written by the statement that makes it. */
export const jobChanges = pgTable(
  'job_changes',
  {
    jobId: text('job_id').notNull(),
    rev: integer('rev').notNull(),
    state: text('state').notNull(),
    attempt: integer('attempt').notNull(),
    at: time('at').notNull().defaultNow(),
    /** The person who asked for it; null where the platform did. */
    actor: text('actor'),
    detail: text('detail'),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.rev] }),
    // What people did: cancels, retries, early starts; a plain start is no act.
    index('job_changes_acts')
      .on(table.at, table.jobId, table.rev)
      .where(sql`actor is not null and (rev > 1 or detail is not null)`),
  ],
);

/** Jobs whose time has not come, so that finding the due ones needs no index on `jobs`. */
export const delayedJobs = pgTable(
  'delayed_jobs',
  { jobId: text('job_id').primaryKey(), runAt: time('run_at').notNull() },
  (table) => [index('delayed_jobs_due').on(table.runAt)],
);
