import { bigserial, boolean, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/**
 * What operators have set for a job type's queue; a type without a row runs freely. The truth is here:
 * what the engine knows of it is written again whenever it differs.
 */
export const queueControls = pgTable('queue_controls', {
  type: text('type').primaryKey(),
  paused: boolean('paused').notNull().default(false),
  pausedAt: time('paused_at'),
  pausedBy: text('paused_by'),
  reason: text('reason'),
  /** Most jobs at once over all workers; null = no limit. */
  concurrency: integer('concurrency'),
});

/** What operators have said of a group of failures, by fingerprint. */
export const failureMarks = pgTable('failure_marks', {
  fingerprint: text('fingerprint').primaryKey(),
  mutedAt: time('muted_at'),
  mutedBy: text('muted_by'),
  /** The group is hidden until it fails after this. */
  discardedAt: time('discarded_at'),
});

/** Who did what to queues, workers and failures. Acts on jobs and schedules are in tables of their own. */
export const operatorAudit = pgTable(
  'operator_audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: time('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    role: text('role').notNull(),
    kind: text('kind').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: text('details'),
  },
  (table) => [index('operator_audit_at').on(table.at)],
);
