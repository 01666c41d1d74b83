import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ContentLanguage } from '#contracts/languages';
import { ObjectError } from '../objects/object-error';
import type { Objects } from '../objects/objects';
import { inTransaction } from '../store/in-transaction';
import { asDependencyError } from '../store/transient';
import { holdStatus } from './language-store';

/** A stored lesson, as its row tells it. */
export interface ContentRow {
  readonly key: string;
  readonly lang: ContentLanguage;
  readonly lesson: string;
  readonly sourceHash: string;
  readonly digest: string;
  readonly bytes: number;
  readonly jobId: string;
  readonly storedAt: Date;
  readonly uses: number;
  readonly lastUsedAt: Date | null;
}

/** A lesson to be stored. */
export interface NewContent {
  readonly lang: ContentLanguage;
  readonly lesson: string;
  readonly sourceHash: string;
  /** JSON; the same each time it is made from the same texts. */
  readonly body: string;
  readonly jobId: string;
}

const columns = `key, lang, lesson, source_hash as "sourceHash", digest, bytes, job_id as "jobId",
  stored_at as "storedAt", uses, last_used_at as "lastUsedAt"`;

const listSql = `select ${columns} from content_lessons where $1::text is null or lang = $1
order by lang, lesson, stored_at`;

/** How often the lesson was read stays, whichever English it is made from. */
const noteSql = `insert into content_lessons as old (key, lang, lesson, source_hash, digest, bytes, job_id, uses, last_used_at)
select $1, $2, $3, $4, $5, $6, $7, coalesce(max(uses), 0), max(last_used_at)
from content_lessons where lang = $2 and lesson = $3
on conflict (key) do update set digest = excluded.digest, bytes = excluded.bytes, job_id = excluded.job_id,
  stored_at = now()`;

const usedSql = `update content_lessons set uses = uses + 1, last_used_at = now() where key = $1`;

/** One that was read since is recent again, and spared. */
const goingSql = `select key, bytes from content_lessons where key = any($1) and coalesce(last_used_at, '-infinity') < $2
for update`;

const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');

export const contentPrefix = (lang: ContentLanguage): string => `content/${lang}/`;

export const contentKey = (lang: ContentLanguage, lesson: string, sourceHash: string): string =>
  `${contentPrefix(lang)}${lesson}/${sourceHash}.json`;

/** Whether storage holds this very text already. */
export const holds = (row: ContentRow | undefined, body: string): boolean =>
  row !== undefined && row.digest === digestOf(body);

/** What a page of a clean-up did. */
export interface Removed {
  readonly removed: number;
  readonly bytes: number;
  /** Read since it was planned, and therefore kept. */
  readonly spared: number;
  /** The language is frequent by now: nothing was removed. */
  readonly frequentAgain: boolean;
}

/**
 * The lessons in object storage and the rows that tell of them. A row is written before its object and removed
 * after it, so that every object has one; a row that a crash left without is found by `reconcile`.
 */
export interface ContentStore {
  /** @param lang default all languages */
  list(lang?: ContentLanguage): Promise<ContentRow[]>;
  /** Puts a lesson; safe to repeat. */
  store(content: NewContent, signal: AbortSignal): Promise<void>;
  /** The newest object of a lesson; null where there is none. */
  read(lang: ContentLanguage, lesson: string): Promise<{ row: ContentRow; body: string } | null>;
  /** Counts a reading of a stored lesson. */
  markUsed(key: string): Promise<void>;
  /** Keys of the language's objects that have no row: whoever wrote it has lost its database since. */
  orphans(lang: ContentLanguage, signal: AbortSignal): Promise<string[]>;
  /** Drops rows whose object is gone or is not as long as it was. @returns what is left */
  reconcile(lang: ContentLanguage, signal: AbortSignal): Promise<ContentRow[]>;
  /** Objects first, then their rows; safe to repeat. */
  remove(keys: readonly string[], signal: AbortSignal): Promise<void>;
  /**
   * Removes content of a language, unless it is frequent: its status cannot change until they are gone. Safe to
   * repeat; what is gone already counts as removed.
   *
   * @param keys a few: they are deleted at once, within a transaction
   * @param readBefore what was read since then is spared
   */
  removeUnlessFrequent(
    lang: ContentLanguage,
    keys: readonly string[],
    readBefore: Date,
    signal: AbortSignal,
  ): Promise<Removed>;
}

/** While they are deleted the language's status is held, on the embedded database everything: no longer than this. */
const LONGEST_HOLD_MS = 5_000;

/** Deletes them all at once, and returns when none is under way any more. */
const deleteAll = async (
  objects: Objects,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const limit = AbortSignal.timeout(LONGEST_HOLD_MS);
  const both = AbortSignal.any([signal, limit]);
  const done = await Promise.allSettled(keys.map((key) => objects.delete(key, { signal: both })));
  signal.throwIfAborted();
  if (limit.aborted) {
    const message = `The object storage did not delete ${keys.length} objects within ${LONGEST_HOLD_MS} ms.`;
    throw new ObjectError('storage_timeout', message);
  }
  const failed = done.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
};

const listedBytes = async (
  objects: Objects,
  lang: ContentLanguage,
  signal: AbortSignal,
): Promise<Map<string, number>> => {
  const found = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const page = await objects.list(contentPrefix(lang), { cursor, signal });
    for (const { key, bytes } of page.objects) found.set(key, bytes);
    cursor = page.next;
  } while (cursor !== null);
  return found;
};

/** Every method throws AppError `dependency_unavailable` where Postgres is away, ObjectError where storage is. */
export const createContentStore = (pool: Pool, objects: Objects): ContentStore => {
  const ask = async <R extends object>(sql: string, values: unknown[]): Promise<R[]> => {
    try {
      return (await pool.query<R>(sql, values)).rows;
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  const list = (lang?: ContentLanguage) => ask<ContentRow>(listSql, [lang ?? null]);
  const deleteRows = 'delete from content_lessons where key = any($1)';

  const removeHeld = async (
    client: PoolClient,
    lang: ContentLanguage,
    keys: readonly string[],
    readBefore: Date,
    signal: AbortSignal,
  ): Promise<Removed> => {
    if (await holdStatus(client, lang)) {
      return { removed: 0, bytes: 0, spared: 0, frequentAgain: true };
    }
    const { rows: all } = await client.query<{ key: string }>(
      'select key from content_lessons where key = any($1)',
      [keys],
    );
    const { rows: going } = await client.query<{ key: string; bytes: number }>(goingSql, [
      keys,
      readBefore,
    ]);
    const leaving = new Set(going.map(({ key }) => key));
    const spared = new Set(all.map(({ key }) => key).filter((key) => !leaving.has(key)));
    const objectKeys = keys.filter((key) => !spared.has(key));
    await deleteAll(objects, objectKeys, signal);
    await client.query(deleteRows, [[...leaving]]);
    return {
      removed: keys.length - spared.size,
      bytes: going.reduce((sum, { bytes }) => sum + bytes, 0),
      spared: spared.size,
      frequentAgain: false,
    };
  };

  return {
    list,
    store: async ({ lang, lesson, sourceHash, body, jobId }, signal) => {
      const key = contentKey(lang, lesson, sourceHash);
      const bytes = Buffer.byteLength(body);
      await ask(noteSql, [key, lang, lesson, sourceHash, digestOf(body), bytes, jobId]);
      await objects.put(key, body, { contentType: 'application/json', signal });
    },
    read: async (lang, lesson) => {
      const rows = (await list(lang)).filter((row) => row.lesson === lesson);
      for (const row of rows.reverse()) {
        const stored = await objects.get(row.key);
        if (stored) return { row, body: Buffer.from(stored.body).toString('utf8') };
      }
      return null;
    },
    markUsed: async (key) => {
      await ask(usedSql, [key]);
    },
    orphans: async (lang, signal) => {
      // What is stored after this look at storage has its row before the look at the rows.
      const listed = await listedBytes(objects, lang, signal);
      const rows = new Set((await list(lang)).map(({ key }) => key));
      return [...listed.keys()].filter((key) => !rows.has(key));
    },
    reconcile: async (lang, signal) => {
      const rows = await list(lang);
      if (rows.length === 0) return [];
      const listed = await listedBytes(objects, lang, signal);
      const gone = rows.filter(({ key, bytes }) => listed.get(key) !== bytes);
      if (gone.length > 0) await ask(deleteRows, [gone.map(({ key }) => key)]);
      return rows.filter((row) => !gone.includes(row));
    },
    remove: async (keys, signal) => {
      for (const key of keys) await objects.delete(key, { signal });
      await ask(deleteRows, [keys]);
    },
    removeUnlessFrequent: async (lang, keys, readBefore, signal) => {
      try {
        return await inTransaction(pool, (client) =>
          removeHeld(client, lang, keys, readBefore, signal),
        );
      } catch (error) {
        throw asDependencyError(error);
      }
    },
  };
};
