import type { Pool } from 'pg';
import type { LanguageCode } from '#contracts/guideline-languages';
import type { MemoryImport, MemoryImportAnswer } from '#contracts/guideline-translations';
import { asDependencyError } from '../../store/transient';
import { checkTranslation } from './check-translation';
import { normalHash, segmentHash } from './segment-hash';
import type { SourceSegment } from './segments';

/** Memory and row in one statement, so that no reader sees one without the other. */
const approveSql = `with memory as (
  insert into translation_memory (lang, source_hash, normal_hash, source, text, origin, approved_by)
  values ($1, $2, $3, $4, $5, 'edit', $6)
  on conflict (lang, source_hash) do update set source = excluded.source, text = excluded.text,
    origin = excluded.origin, approved_by = excluded.approved_by, at = now()
)
insert into guideline_translations (segment, lang, pseudo, source_hash, text, status, origin)
select key, $1, false, $2, $5, 'translated', 'memory' from unnest($7::text[]) as key order by key
on conflict (segment, lang, pseudo) do update set source_hash = excluded.source_hash, text = excluded.text,
  status = excluded.status, origin = excluded.origin, engine = null, model = null, problems = '{}',
  job_id = null, at = now()`;

const importSql = `insert into translation_memory (lang, source_hash, normal_hash, source, text, origin, approved_by)
select lang, source_hash, normal_hash, source, text, 'import', $2
from json_to_recordset($1::json) as r(lang text, source_hash text, normal_hash text, source text, text text)
order by lang, source_hash
on conflict (lang, source_hash) do update set source = excluded.source, text = excluded.text,
  normal_hash = excluded.normal_hash, origin = excluded.origin, approved_by = excluded.approved_by, at = now()`;

/** What people say about translations: it goes before any engine. */
export interface Approvals {
  /**
   * Makes a text the translation of a segment, at once, and remembers it for the same English elsewhere.
   *
   * @param segments those with this very English
   * @throws AppError dependency_unavailable
   */
  approve(approval: {
    lang: LanguageCode;
    text: string;
    by: string;
    segments: readonly [SourceSegment, ...SourceSegment[]];
  }): Promise<void>;
  /**
   * Brings translations from elsewhere into the memory, in one statement; those that do not pass the checks
   * are left out. Readers see them after the next run.
   *
   * @throws AppError dependency_unavailable
   */
  importAll(entries: MemoryImport['entries'], by: string): Promise<MemoryImportAnswer>;
}

export const createApprovals = (pool: Pool): Approvals => {
  const write = async (sql: string, values: unknown[]): Promise<void> => {
    try {
      await pool.query(sql, values);
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  return {
    approve: ({ lang, text, by, segments }) => {
      const [{ hash, normalHash: normal, text: source }] = segments;
      const keys = segments.map(({ key }) => key);
      return write(approveSql, [lang, hash, normal, source, text, by, keys]);
    },
    importAll: async (entries, by) => {
      const refused: MemoryImportAnswer['refused'] = [];
      // The last of several for the same English counts.
      const rows = new Map<string, object>();
      for (const [index, { lang, source, text }] of entries.entries()) {
        const problems = checkTranslation(source, text, lang).map(({ message }) => message);
        const hash = segmentHash(source);
        if (problems.length > 0) refused.push({ index, problems });
        else {
          const hashes = { source_hash: hash, normal_hash: normalHash(source) };
          rows.set(`${lang} ${hash}`, { lang, source, text, ...hashes });
        }
      }
      if (rows.size > 0) await write(importSql, [JSON.stringify([...rows.values()]), by]);
      return { imported: rows.size, refused };
    },
  };
};
