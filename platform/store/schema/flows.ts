import { sql } from 'drizzle-orm';
import {
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

/**
 * Whose child a job is, and under which key: one row per (parent, name, key), so that a call that is
 * repeated finds what it started. A job queued as the next one has a parent and no row here.
 */
export const jobChildren = pgTable(
  'job_children',
  {
    parentId: text('parent_id').notNull(),
    /** Name of the call that started it. */
    name: text('name').notNull(),
    key: text('key').notNull(),
    childId: text('child_id').notNull(),
    /** Place in the list the parent gave, from 0. */
    position: integer('position').notNull(),
    /** Its share of the parent's progress, against its siblings'. */
    weight: real('weight').notNull(),
    /** 1 = child of a job that is nobody's child. */
    depth: integer('depth').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.parentId, table.name, table.key] }),
    uniqueIndex('job_children_child').on(table.childId),
  ],
);

/** Jobs that wait for their children: the row is there exactly as long as the job's state is `waiting`. */
export const jobWaits = pgTable('job_waits', {
  jobId: text('job_id').primaryKey(),
  name: text('name').notNull(),
  /** `fail` or `continue`. */
  onFailure: text('on_failure').notNull(),
  /** The stretch of the parent's own percent that the children fill. */
  fromPercent: real('from_percent').notNull(),
  toPercent: real('to_percent').notNull(),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
});
