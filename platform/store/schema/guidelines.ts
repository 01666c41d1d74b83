import { index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { vectorColumns } from '../vector-support';

/**
 * What `train` has learnt of each topic of a curriculum; a row is replaced when its topic is learnt again.
 * Nothing a user wrote is in here: emptied, the next training fills it again.
 */
export const guidelineTopics = pgTable(
  'guideline_topics',
  {
    /** Id of the curriculum. */
    curriculum: text('curriculum').notNull(),
    topicId: text('topic_id').notNull(),
    title: text('title').notNull(),
    /** Of the text that was learnt; another one in the curriculum tells that it has changed since. */
    contentHash: text('content_hash').notNull(),
    summary: text('summary').notNull(),
    /** `KeyFact[]` of contracts/guidelines.ts. */
    facts: jsonb('facts').notNull(),
    /** `QaPair[]` of contracts/guidelines.ts. */
    qa: jsonb('qa').notNull(),
    /** `Engine` of contracts/job.ts, for people. */
    engine: jsonb('engine').notNull(),
    /** Whoever learnt and summarised, with versions: another one learns the topic again. */
    engineId: text('engine_id').notNull(),
    ...vectorColumns,
    learnedAt: timestamp('learned_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    /** The job that learnt it. */
    jobId: text('job_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.curriculum, table.topicId] }),
    index('guideline_topics_job').on(table.jobId),
  ],
);
