import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * What became of a segment of the guidelines in a language. Rows of a dry run stand beside the real ones
 * and are never shown to readers.
 */
export const guidelineTranslations = pgTable(
  'guideline_translations',
  {
    /** `<topicId>/title` or `<topicId>/p<index>`. */
    segment: text('segment').notNull(),
    lang: text('lang').notNull(),
    pseudo: boolean('pseudo').notNull().default(false),
    /** Hash of the English it was made from: another one now means that it is out of date. */
    sourceHash: text('source_hash').notNull(),
    /** Null where nobody has translated it. */
    text: text('text'),
    status: text('status', {
      enum: ['translated', 'needs-provider', 'needs-review', 'pseudo'],
    }).notNull(),
    /** Who the text is from; null where there is none, or none of either. */
    origin: text('origin', { enum: ['memory', 'provider'] }),
    /** The provider and its model. */
    engine: text('engine'),
    model: text('model'),
    /** Why it needs review, one sentence each. */
    problems: text('problems').array().notNull().default(sql`'{}'`),
    /** The job that wrote it; null where a person did. */
    jobId: text('job_id'),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.segment, table.lang, table.pseudo] }),
    index('guideline_translations_lang').on(table.lang),
    check('guideline_translations_pseudo', sql`${table.pseudo} = (${table.status} = 'pseudo')`),
    check(
      'guideline_translations_text',
      sql`(${table.text} is null) = (${table.status} = 'needs-provider')`,
    ),
  ],
);

/** Translations that a person has imported, written or approved. They go before any engine. */
export const translationMemory = pgTable(
  'translation_memory',
  {
    lang: text('lang').notNull(),
    sourceHash: text('source_hash').notNull(),
    /** Of the English without what no translation depends on. */
    normalHash: text('normal_hash').notNull(),
    source: text('source').notNull(),
    text: text('text').notNull(),
    origin: text('origin', { enum: ['import', 'edit'] }).notNull(),
    /** User id. */
    approvedBy: text('approved_by').notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.lang, table.sourceHash] }),
    index('translation_memory_normal').on(table.lang, table.normalHash),
  ],
);
