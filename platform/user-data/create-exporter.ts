import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Pool } from 'pg';
import { type DataExport, EXPORT_DAYS } from '#contracts/user-data';
import { feedKeys } from '../feed/keys';
import type { Objects } from '../objects/objects';
import { isReady, type RedisClient } from '../redis';
import { type ExportSection, exportSections } from './export-sections';
import { subjectOf } from './subject';

interface ExporterParts {
  readonly pool: Pool;
  readonly redis: RedisClient;
  readonly objects: Objects;
}

/** What one part of a bundle holds, and where the next one begins. */
export interface ExportPart {
  readonly records: number;
  readonly bytes: number;
  /** null: the section is complete. */
  readonly next: string | null;
}

/** A bundle that lies ready, with the folder of its parts. */
interface ExportRow {
  readonly job_id: string;
  readonly owner: string;
  readonly object_key: string;
  readonly bytes: number;
  readonly created_at: Date;
  readonly expires_at: Date;
}

/** Rows of a part. */
const PART_ROWS = 200;
/** Rows read at once: a job may hold a megabyte. */
const SLICE_ROWS = 20;
const compress = promisify(gzip);

const isoOf = (row: ExportRow): DataExport => ({
  jobId: row.job_id,
  bytes: row.bytes,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  url: `/api/me/exports/${encodeURIComponent(row.job_id)}`,
});

/** Bundles of what is kept of a person: JSON lines, gzipped in parts that make one file when put together. */
export const createExporter = ({ pool, redis, objects }: ExporterParts) => {
  const folderOf = (owner: string, jobId: string) =>
    `exports/${subjectOf(owner)}/${jobId.split('~').at(-1)}`;

  /** Lines that a job wrote live in Redis for an hour after its end; without Redis they are left out. */
  const logsOf = async (owner: string, jobId: string): Promise<unknown[]> => {
    if (!isReady(redis)) return [];
    const lines = await redis.lrange(feedKeys(owner).logs(jobId), 0, -1).catch(() => []);
    return lines.map((line) => JSON.parse(line) as unknown);
  };

  const readSlice = async (section: ExportSection, owner: string, after: string | null) => {
    const { rows } = await pool.query<Record<string, unknown> & { '~key': string }>(
      `select ${section.columns}, (${section.key}) as "~key" from ${section.table}
       where ${section.where} and ($2::text is null or (${section.key}) collate "C" > $2)
       order by (${section.key}) collate "C" limit $3`,
      [owner, after, SLICE_ROWS],
    );
    return rows;
  };

  return {
    sections: exportSections,

    /**
     * Writes one part of a bundle; written again it takes the place of the one before.
     *
     * @param n number of the part, from 1
     * @param after where the part before ended; null at the start of a section
     */
    writePart: async (
      section: ExportSection,
      owner: string,
      jobId: string,
      n: number,
      after: string | null,
    ): Promise<ExportPart> => {
      const lines: string[] = [];
      let next: string | null = after;
      while (lines.length < PART_ROWS) {
        const rows = await readSlice(section, owner, next);
        for (const { '~key': key, ...row } of rows) {
          next = key;
          const logs = section.kind === 'job' ? { logs: await logsOf(owner, String(row.id)) } : {};
          lines.push(JSON.stringify({ record: section.kind, ...row, ...logs }));
        }
        if (rows.length < SLICE_ROWS) {
          next = null;
          break;
        }
      }
      if (lines.length === 0) return { records: 0, bytes: 0, next: null };
      const body = await compress(`${lines.join('\n')}\n`);
      const key = `${folderOf(owner, jobId)}/${String(n).padStart(6, '0')}.gz`;
      await objects.put(key, body, { contentType: 'application/gzip' });
      return { records: lines.length, bytes: body.byteLength, next };
    },

    /** Puts a whole bundle on the shelf; those of the owner before it go. @returns until when it lies there */
    publish: async (owner: string, jobId: string, bytes: number): Promise<string> => {
      const { rows } = await pool.query<{ expires_at: Date }>(
        `insert into data_exports (job_id, owner, object_key, bytes, expires_at)
         values ($1, $2, $3, $4, now() + $5 * interval '1 day')
         on conflict (job_id) do update set bytes = excluded.bytes returning expires_at`,
        [jobId, owner, folderOf(owner, jobId), bytes, EXPORT_DAYS],
      );
      const older = await pool.query<ExportRow>(
        'select * from data_exports where owner = $1 and job_id <> $2',
        [owner, jobId],
      );
      for (const row of older.rows) await remove(row);
      return (rows[0]?.expires_at ?? new Date()).toISOString();
    },

    /** Bundles of a person that lie ready, newest first. */
    list: async (owner: string): Promise<DataExport[]> => {
      const { rows } = await pool.query<ExportRow>(
        'select * from data_exports where owner = $1 and expires_at > now() order by created_at desc',
        [owner],
      );
      return rows.map(isoOf);
    },

    /** A bundle that lies ready. null: there is none of that job, or its time is over. */
    find: async (jobId: string): Promise<(DataExport & { owner: string }) | null> => {
      const { rows } = await pool.query<ExportRow>(
        'select * from data_exports where job_id = $1 and expires_at > now()',
        [jobId],
      );
      return rows[0] ? { ...isoOf(rows[0]), owner: rows[0].owner } : null;
    },

    /** The bundle's bytes, part by part. */
    async *read(owner: string, jobId: string): AsyncGenerator<Uint8Array> {
      const keys: string[] = [];
      for (let cursor: string | null = null; ; ) {
        const page = await objects.list(`${folderOf(owner, jobId)}/`, { cursor });
        keys.push(...page.objects.map(({ key }) => key));
        if (page.next === null) break;
        cursor = page.next;
      }
      for (const key of keys.sort()) {
        const part = await objects.get(key);
        if (!part) throw new Error(`A part of the bundle is gone: ${key}`);
        yield part.body;
      }
    },

    /** Takes down what has lain ready long enough. @returns how many bundles */
    removeExpired: async (): Promise<number> => {
      const { rows } = await pool.query<ExportRow>(
        'select * from data_exports where expires_at <= now() order by expires_at limit 500',
      );
      for (const row of rows) await remove(row);
      return rows.length;
    },

    /** Removes all objects of a person's bundles, finished or not. */
    removeAll: (owner: string): Promise<number> =>
      objects.deletePrefix(`exports/${subjectOf(owner)}/`),
  };

  /** The objects first: a row without them would be found again, objects without a row would not. */
  async function remove(row: ExportRow): Promise<void> {
    await objects.deletePrefix(`${row.object_key}/`);
    await pool.query('delete from data_exports where job_id = $1', [row.job_id]);
  }
};

export type Exporter = ReturnType<typeof createExporter>;
