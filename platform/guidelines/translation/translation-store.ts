import type { Pool } from 'pg';
import type { LanguageCode } from '#contracts/guideline-languages';
import { asDependencyError } from '../../store/transient';
import type { SourceSegment } from './segments';

/** A row of `guideline_translations`, as it is read. */
export interface TranslationRow {
  readonly segment: string;
  readonly lang: LanguageCode;
  readonly pseudo: boolean;
  readonly source_hash: string;
  readonly text: string | null;
  readonly status: 'translated' | 'needs-provider' | 'needs-review' | 'pseudo';
  readonly origin: 'memory' | 'provider' | null;
  readonly engine: string | null;
  readonly model: string | null;
  readonly problems: readonly string[];
  readonly job_id: string | null;
  readonly at: Date;
}
export type NewTranslation = Omit<TranslationRow, 'lang' | 'pseudo' | 'at'>;

export interface MemoryRow {
  readonly source_hash: string;
  readonly normal_hash: string;
  readonly text: string;
}

/** How many segments of a language are in which state. */
export interface TranslationCount {
  readonly lang: LanguageCode;
  readonly status: TranslationRow['status'];
  readonly origin: TranslationRow['origin'];
  /** Whether the English is still what it was made from. */
  readonly current: boolean;
  readonly count: number;
  readonly newest: Date;
}

const columns = `segment, lang, pseudo, source_hash, text, status, origin, engine, model, problems, job_id, at`;

/** Tables of one shape: the guidelines' own, and the lessons'. */
type TranslationTable = 'guideline_translations' | 'content_translations';

const readSql = (table: TranslationTable) => `select ${columns} from ${table}
where lang = $1 and ($2::text[] is null or segment = any($2))`;

const memorySql = `select source_hash, normal_hash, text from translation_memory
where lang = $1 and (source_hash = any($2) or normal_hash = any($3)) order by at desc`;

/** What a person has approved stays, as long as the English it was approved for does. */
const saveSql = (table: TranslationTable) => `insert into ${table} as old (${columns})
select segment, $1, status = 'pseudo', source_hash, text, status, origin, engine, model, problems, job_id, now()
from json_to_recordset($2::json) as r(segment text, source_hash text, text text, status text, origin text,
  engine text, model text, problems text[], job_id text)
order by segment
on conflict (segment, lang, pseudo) do update set source_hash = excluded.source_hash, text = excluded.text,
  status = excluded.status, origin = excluded.origin, engine = excluded.engine, model = excluded.model,
  problems = excluded.problems, job_id = excluded.job_id, at = excluded.at
where old.origin is distinct from 'memory' or excluded.origin = 'memory'
  or old.source_hash <> excluded.source_hash`;

const tidySql = (table: TranslationTable) => `delete from ${table}
where lang = $1 and (pseudo or not (segment = any($2)))`;

const countSql = (
  table: TranslationTable,
) => `select t.lang, t.status, t.origin, t.source_hash = s.hash as current,
  count(*)::int as count, max(t.at) as newest
from ${table} t join unnest($1::text[], $2::text[]) as s(key, hash) on s.key = t.segment
group by 1, 2, 3, 4`;

/** Translations of one kind of text, and the memory of approved ones of all kinds, in Postgres. */
export interface TranslationStore {
  /** Rows of a language, dry runs' included. @param segments default all */
  read(lang: LanguageCode, segments?: readonly string[]): Promise<TranslationRow[]>;
  /** Approved translations of these segments, newest first, of the same or nearly the same English. */
  recall(lang: LanguageCode, segments: readonly SourceSegment[]): Promise<MemoryRow[]>;
  /** Puts rows in the place of earlier ones; safe to repeat. */
  save(lang: LanguageCode, rows: readonly NewTranslation[]): Promise<void>;
  /** Drops a dry run's rows, and those of segments that are no more. */
  tidy(lang: LanguageCode, segments: readonly string[]): Promise<void>;
  count(segments: readonly SourceSegment[]): Promise<TranslationCount[]>;
}

/**
 * Every method throws AppError `dependency_unavailable` where Postgres is away.
 *
 * @param table default: the guidelines'
 */
export const createTranslationStore = (
  pool: Pool,
  table: TranslationTable = 'guideline_translations',
): TranslationStore => {
  const ask = async <R extends object>(sql: string, values: unknown[]): Promise<R[]> => {
    try {
      return (await pool.query<R>(sql, values)).rows;
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  return {
    read: (lang, segments) => ask<TranslationRow>(readSql(table), [lang, segments ?? null]),
    recall: async (lang, segments) => {
      if (segments.length === 0) return [];
      const hashes = segments.map((one) => one.hash);
      const normal = segments.map((one) => one.normalHash);
      return ask<MemoryRow>(memorySql, [lang, hashes, normal]);
    },
    save: async (lang, rows) => {
      if (rows.length > 0) await ask(saveSql(table), [lang, JSON.stringify(rows)]);
    },
    tidy: async (lang, segments) => {
      await ask(tidySql(table), [lang, segments]);
    },
    count: (segments) =>
      ask<TranslationCount>(countSql(table), [
        segments.map((one) => one.key),
        segments.map((one) => one.hash),
      ]),
  };
};
