import { sql } from 'drizzle-orm';
import {
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * What AI work used: a row per request to a provider, failed ones included, and per piece of built-in
 * work. It outlives the job it was done for: bills come later than results go.
 */
export const aiUsage = pgTable(
  'ai_usage',
  {
    /** Made by the writer, so that a write whose answer was lost may be repeated. */
    id: uuid('id').primaryKey(),
    jobId: text('job_id').notNull(),
    owner: text('owner').notNull(),
    /** What was asked for, such as `resume` or `embed`. */
    task: text('task').notNull(),
    engine: text('engine', { enum: ['built-in', 'provider'] }).notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    /** Null where the provider did not say. */
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    /** Those of the input that were read from the provider's cache. */
    cachedTokens: integer('cached_tokens'),
    /** How much built-in work was done, and in what. */
    units: integer('units'),
    unitName: text('unit_name'),
    /** Null where the price or the tokens are not known: never 0 for want of knowledge. */
    usd: doublePrecision('usd'),
    ms: integer('ms').notNull(),
    /** The job's attempt. */
    attempt: integer('attempt').notNull(),
    outcome: text('outcome', { enum: ['ok', 'unusable', 'failed'] }).notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [
    index('ai_usage_job').on(table.jobId),
    // The sums of a day are about money; built-in work costs none.
    index('ai_usage_day').on(table.at).where(sql`engine = 'provider'`),
  ],
);
