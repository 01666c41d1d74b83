import {
  doublePrecision,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A curriculum somebody has begun to plan. Its id is its owner's: others may have one of the same name. */
export const lessonWorkflows = pgTable(
  'lesson_workflows',
  {
    owner: text('owner').notNull(),
    id: text('id').notNull(),
    /** Id of the curriculum; the curriculum itself is content. */
    curriculum: text('curriculum').notNull(),
    title: text('title').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.id] })],
);

/**
 * One row a module: taken by a job before it plans it, so that no two do, and filled by it when it has. Which
 * jobs there are for it besides, the ledger knows.
 */
export const lessonModules = pgTable(
  'lesson_modules',
  {
    owner: text('owner').notNull(),
    workflowId: text('workflow_id').notNull(),
    moduleIndex: integer('module_index').notNull(),
    /** Who has taken it, or has planned it. */
    jobId: text('job_id').notNull(),
    /** The plan as JSON; null until it is there. */
    data: text('data'),
    lessons: integer('lessons').notNull().default(0),
    hours: doublePrecision('hours').notNull().default(0),
    /** JSON; null until the plan is there. */
    engine: text('engine'),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.workflowId, table.moduleIndex] })],
);
