import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Bundles of people's data that lie ready. A row goes with its object, a week after it was made. */
export const dataExports = pgTable(
  'data_exports',
  {
    jobId: text('job_id').primaryKey(),
    /** Whose data it holds, who alone may fetch it. */
    owner: text('owner').notNull(),
    objectKey: text('object_key').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [
    index('data_exports_owner').on(table.owner),
    index('data_exports_expiry').on(table.expiresAt),
  ],
);

/** That somebody's data were erased: all that is kept of them, so that nothing comes after it. */
export const erasures = pgTable(
  'erasures',
  {
    /** SHA-256 of the user id, as hex. */
    subject: text('subject').primaryKey(),
    /** The user id until the work is done; null from then on. */
    owner: text('owner'),
    requestedBy: text('requested_by', { enum: ['self', 'admin'] }).notNull(),
    requestedAt: time('requested_at').notNull().defaultNow(),
    finishedAt: time('finished_at'),
    /** What was erased, by table, as JSON; null until the work is done. */
    counts: text('counts'),
  },
  (table) => [index('erasures_open').on(table.requestedAt).where(sql`finished_at is null`)],
);
