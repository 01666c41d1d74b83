import type { Pool } from 'pg';
import { asDependencyError } from '../store/transient';

/** What a person has been shown is remembered so long, in days: longer than a browser remembers a job. */
const KEPT_DAYS = 30;
/** Old rows are looked for at most this often, in milliseconds, by whoever marks. */
const PRUNE_EVERY_MS = 3_600_000;

const markSql = `
with own as (
  select id from jobs where id = any($1::text[]) and owner = $2 and finished_at is not null
), marked as (
  insert into job_seen (job_id) select id from own order by id on conflict do nothing returning job_id
)
select id, id in (select job_id from marked) as fresh from own`;

const pruneSql = `delete from job_seen where seen_at < now() - $1 * interval '1 day'`;

/** Endings that people have been shown, over all their devices. */
export interface SeenJobs {
  /**
   * Notes that the owner has been shown these endings. Ids of live, unknown and other people's jobs are
   * passed over.
   *
   * @returns those that had been shown before, on whatever device
   * @throws AppError dependency_unavailable
   */
  mark(owner: string, ids: readonly string[]): Promise<string[]>;
  /** Those of these jobs whose ending was shown. @throws what the database threw */
  among(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export const createSeenJobs = (pool: Pool): SeenJobs => {
  let prunedAt = 0;
  return {
    among: async (ids) => {
      if (ids.length === 0) return new Set();
      const { rows } = await pool.query<{ id: string }>(
        'select job_id as id from job_seen where job_id = any($1::text[])',
        [ids],
      );
      return new Set(rows.map(({ id }) => id));
    },
    mark: async (owner, ids) => {
      try {
        const { rows } = await pool.query<{ id: string; fresh: boolean }>(markSql, [ids, owner]);
        if (Date.now() - prunedAt > PRUNE_EVERY_MS) {
          prunedAt = Date.now();
          await pool.query(pruneSql, [KEPT_DAYS]);
        }
        return rows.filter(({ fresh }) => !fresh).map(({ id }) => id);
      } catch (error) {
        throw asDependencyError(error);
      }
    },
  };
};
