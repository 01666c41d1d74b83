import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Which languages content is kept ready in. Its rows are locked by whoever changes or relies on a status. */
export const contentLanguages = pgTable('content_languages', {
  code: text('code').primaryKey(),
  status: text('status', { enum: ['frequent', 'occasional'] }).notNull(),
  /** Of the status; null = as installed. */
  since: time('since'),
  /** The evaluation that changed it last. */
  jobId: text('job_id'),
  /** How far its lessons were after the last preloading, and when; null = it was not preloaded yet. */
  coverage: text('coverage', { enum: ['complete', 'needs-provider', 'needs-review', 'missing'] }),
  preloadedAt: time('preloaded_at'),
});

/** One row an evaluation that has been applied: the key is why it is applied once. */
export const languageEvaluations = pgTable(
  'language_evaluations',
  {
    jobId: text('job_id').primaryKey(),
    at: time('at').notNull().defaultNow(),
    windowFrom: time('window_from').notNull(),
    windowTo: time('window_to').notNull(),
    /** JSON: uses by language. */
    uses: text('uses').notNull(),
    totalUses: integer('total_uses').notNull(),
    /** Why nothing was decided; null = it was. */
    undecided: text('undecided', { enum: ['too-little-use', 'superseded'] }),
    frequent: text('frequent').array().notNull(),
    promoted: text('promoted').array().notNull(),
    demoted: text('demoted').array().notNull(),
    minUses: integer('min_uses').notNull(),
    minShare: doublePrecision('min_share').notNull(),
    maxFrequent: integer('max_frequent').notNull(),
    hysteresis: doublePrecision('hysteresis').notNull(),
  },
  (table) => [index('language_evaluations_window').on(table.windowTo)],
);

/** What object storage holds of the lessons: a row is there before its object, and goes after it. */
export const contentLessons = pgTable(
  'content_lessons',
  {
    /** The object's. */
    key: text('key').primaryKey(),
    lang: text('lang').notNull(),
    lesson: text('lesson').notNull(),
    /** Of the English it was made from. */
    sourceHash: text('source_hash').notNull(),
    /** Of the object's body: tells whether it would be another one now. */
    digest: text('digest').notNull(),
    bytes: integer('bytes').notNull(),
    jobId: text('job_id').notNull(),
    storedAt: time('stored_at').notNull().defaultNow(),
    /** How often it was read, and when last. */
    uses: integer('uses').notNull().default(0),
    lastUsedAt: time('last_used_at'),
  },
  (table) => [index('content_lessons_lang').on(table.lang, table.lesson)],
);

/** What became of a piece of the lessons' English in a language, whichever lessons it stands in. */
export const contentTranslations = pgTable(
  'content_translations',
  {
    /** Hash of the English, which is its name as well. */
    segment: text('segment').notNull(),
    lang: text('lang').notNull(),
    /** Never true here: lessons have no dry run. */
    pseudo: boolean('pseudo').notNull().default(false),
    sourceHash: text('source_hash').notNull(),
    /** Null where nobody has translated it. */
    text: text('text'),
    status: text('status', { enum: ['translated', 'needs-provider', 'needs-review'] }).notNull(),
    origin: text('origin', { enum: ['memory', 'provider'] }),
    engine: text('engine'),
    model: text('model'),
    problems: text('problems').array().notNull().default(sql`'{}'`),
    jobId: text('job_id'),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.segment, table.lang, table.pseudo] }),
    index('content_translations_lang').on(table.lang),
    check('content_translations_real', sql`not ${table.pseudo}`),
    check(
      'content_translations_text',
      sql`(${table.text} is null) = (${table.status} = 'needs-provider')`,
    ),
  ],
);
