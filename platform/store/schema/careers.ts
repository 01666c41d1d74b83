import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

/**
 * The occupation table: bundled content, replaced as a whole when its hash changes. Nothing a user
 * wrote is in here, so it may be emptied and filled again at any start.
 */

/** One row per bundled data set; `contentHash` tells whether the tables below hold that content. */
export const careerSources = pgTable('career_sources', {
  name: text('name').primaryKey(),
  title: text('title').notNull(),
  /** ISO date, or year and month, of the facts. */
  asOf: text('as_of').notNull(),
  attribution: text('attribution').notNull(),
  contentHash: text('content_hash').notNull(),
  seededAt: timestamp('seeded_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});

/** A field such as “Data”, by which occupations are grouped. */
export const careerFields = pgTable('career_fields', {
  slug: text('slug').primaryKey(),
  title: text('title').notNull(),
  /** Other names of the field, as people write them. */
  aliases: text('aliases').array().notNull(),
  position: integer('position').notNull(),
});

export const occupations = pgTable('occupations', {
  slug: text('slug').primaryKey(),
  title: text('title').notNull(),
  fieldSlug: text('field_slug')
    .notNull()
    .references(() => careerFields.slug),
  /** The O*NET-SOC code whose facts the entry rests on. */
  socCode: text('soc_code').notNull(),
  socTitle: text('soc_title').notNull(),
  summary: text('summary').notNull(),
  outlook: text('outlook').notNull(),
  /** Where summary and outlook come from. */
  basis: text('basis').notNull(),
  position: integer('position').notNull(),
});

/** Every name an occupation answers to. `key` is the normal form; the title itself is one of them. */
export const occupationTitles = pgTable(
  'occupation_titles',
  {
    key: text('key').primaryKey(),
    title: text('title').notNull(),
    occupationSlug: text('occupation_slug')
      .notNull()
      .references(() => occupations.slug, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['title', 'alias'] }).notNull(),
  },
  (table) => [index('occupation_titles_occupation_idx').on(table.occupationSlug)],
);

export const occupationNeighbours = pgTable(
  'occupation_neighbours',
  {
    occupationSlug: text('occupation_slug')
      .notNull()
      .references(() => occupations.slug, { onDelete: 'cascade' }),
    neighbourSlug: text('neighbour_slug')
      .notNull()
      .references(() => occupations.slug, { onDelete: 'cascade' }),
    why: text('why').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.occupationSlug, table.neighbourSlug] })],
);

export const skills = pgTable('skills', {
  name: text('name').primaryKey(),
  /** Other spellings, as people write them. */
  aliases: text('aliases').array().notNull(),
  /** Those spellings that are everyday words too (`go`, `excel`): in prose they count only with a capital. */
  ordinaryWords: text('ordinary_words').array().notNull().default([]),
});

/** One requirement of an occupation: any one of its skills meets it. */
export const occupationSkills = pgTable(
  'occupation_skills',
  {
    occupationSlug: text('occupation_slug')
      .notNull()
      .references(() => occupations.slug, { onDelete: 'cascade' }),
    /** Name of the group, unique within the occupation. */
    groupName: text('group_name').notNull(),
    level: text('level', { enum: ['must', 'should', 'nice'] }).notNull(),
    /** Names in `skills`, the most usual first; any one of them is enough. */
    anyOf: text('any_of').array().notNull(),
    /** Those of `anyOf` that O*NET marks as in demand for the occupation. */
    inDemand: text('in_demand').array().notNull(),
    why: text('why').notNull(),
    /** `onet` where O*NET lists one of the skills for the occupation, else `editorial`. */
    basis: text('basis', { enum: ['onet', 'editorial'] }).notNull(),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.occupationSlug, table.groupName] })],
);

/** Between two skills: `needs` = learn the other first; `eases` = having it makes the other quicker. */
export const skillRelations = pgTable(
  'skill_relations',
  {
    skill: text('skill')
      .notNull()
      .references(() => skills.name, { onDelete: 'cascade' }),
    relation: text('relation', { enum: ['needs', 'eases'] }).notNull(),
    other: text('other')
      .notNull()
      .references(() => skills.name, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.skill, table.relation, table.other] })],
);

/** What an industry adds to a field's roles, where something is known. */
export const industryNotes = pgTable(
  'industry_notes',
  {
    industry: text('industry').notNull(),
    fieldSlug: text('field_slug')
      .notNull()
      .references(() => careerFields.slug, { onDelete: 'cascade' }),
    aliases: text('aliases').array().notNull(),
    note: text('note').notNull(),
  },
  (table) => [primaryKey({ columns: [table.industry, table.fieldSlug] })],
);

/**
 * Job postings an operator has loaded; empty as shipped. Pay bands and skill demand come from here.
 * `sample` marks rows made up for a demonstration: whatever is computed from them says so.
 */
export const careerPostings = pgTable(
  'career_postings',
  {
    /** The loader's own id, so that loading a file twice changes nothing. */
    id: text('id').primaryKey(),
    role: text('role').notNull(),
    /** `normaliseText(role)`; what queries compare. */
    roleKey: text('role_key').notNull(),
    fieldKey: text('field_key').notNull(),
    region: text('region'),
    /** ISO 4217 code; null where the posting names no pay. */
    currency: text('currency'),
    /** Gross pay per year in `currency`. */
    payPerYear: numeric('pay_per_year', { precision: 14, scale: 2, mode: 'number' }),
    skills: text('skills').array().notNull(),
    postedOn: date('posted_on', { mode: 'string' }).notNull(),
    source: text('source').notNull(),
    sample: boolean('sample').notNull().default(false),
  },
  (table) => [
    index('career_postings_role_idx').on(table.roleKey),
    index('career_postings_field_idx').on(table.fieldKey),
    check(
      'career_postings_pay_has_currency',
      sql`(${table.currency} IS NULL) = (${table.payPerYear} IS NULL)`,
    ),
  ],
);
