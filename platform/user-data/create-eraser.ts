import type { Pool } from 'pg';
import { jobTypes } from '#contracts/jobs/index';
import type { Revocations } from '../auth/tokens';
import { feedKeys } from '../feed/keys';
import type { JobService } from '../jobs/job-service';
import type { Principal } from '../principal';
import { priorityCost, queueKey } from '../queue/queue-options';
import type { RedisClient } from '../redis';
import { createRetentionStore } from '../retention/retention-store';
import { SYSTEM_OWNER } from '../schedules/schedule-row';
import type { JobReads } from '../store/job-reads';
import type { Exporter } from './create-exporter';
import { type PersonalColumn, personalColumns } from './personal-data';
import { pseudonymOf } from './subject';

interface EraserParts {
  readonly pool: Pool;
  readonly redis: RedisClient;
  readonly reads: Pick<JobReads, 'liveIds'>;
  readonly jobs: Pick<JobService, 'cancel'>;
  readonly revocations: Pick<Revocations, 'revoke'>;
  readonly exporter: Pick<Exporter, 'removeAll'>;
}

/** Rows of one statement: short enough that nobody waits for its locks. */
const PAGE = 500;
const JOBS_PAGE = 200;
const CANCELS_AT_ONCE = 8;

const system: Principal = { userId: SYSTEM_OWNER, role: 'admin', via: 'token' };
const quoted = (name: string): string => `"${name}"`;

/** SQL: whether a row is about them. $1 is the id, the start of a job id, or the address. */
const isTheirs = ({ column, names }: PersonalColumn): string => {
  if (names === 'job') return `starts_with(${quoted(column)}, $1)`;
  return names === 'email' ? `lower(${quoted(column)}) = lower($1)` : `${quoted(column)} = $1`;
};

const pageOf = (rule: PersonalColumn): string =>
  `ctid in (select ctid from ${quoted(rule.table)} where ${isTheirs(rule)}${rule.where ? ` and ${rule.where}` : ''} limit ${PAGE})`;

const deleteSql = (rule: PersonalColumn): string =>
  `delete from ${quoted(rule.table)} where ${pageOf(rule)}`;

/** A job id keeps its other parts: what it stands for stays told apart. */
const renameSql = (rule: PersonalColumn): string =>
  `update ${quoted(rule.table)} set ${quoted(rule.column)} = ${
    rule.names === 'job' ? `$2 || substr(${quoted(rule.column)}, length($1))` : '$2'
  } where ${pageOf(rule)}`;

/** One page of ended jobs with all that hangs on them, in one statement. */
const jobsSql = `
with page as (select id from jobs where owner = $1 and finished_at is not null order by id limit ${JOBS_PAGE})
${personalColumns
  .filter(({ erase, names }) => erase === 'with-jobs' && names === 'job')
  .map(
    ({ table, column }, index) =>
      `, gone${index} as (delete from ${quoted(table)} where ${quoted(column)} in (select id from page))`,
  )
  .join('\n')}
delete from jobs where id in (select id from page) returning id`;

/** The parts of an erasure. Each may be done again, after whatever kept it from its end. */
export const createEraser = (parts: EraserParts) => {
  const { pool, redis, reads, jobs, revocations, exporter } = parts;

  const pages = async (sql: string, values: unknown[], signal: AbortSignal): Promise<number> => {
    for (let total = 0; ; ) {
      signal.throwIfAborted();
      const { rowCount } = await pool.query(sql, values);
      total += rowCount ?? 0;
      if ((rowCount ?? 0) < PAGE) return total;
    }
  };

  /** What a rule looks for. null: there is nothing of that kind. */
  const needle = ({ names }: PersonalColumn, owner: string, email: string | null) => {
    if (names === 'email') return email;
    // Job ids begin with the id as far as it is fit for an address; see `makeJobId`.
    return names === 'job' ? `${owner}~` : owner;
  };

  return {
    /** Who is to be erased; null: it is done; undefined: nobody asked for it. */
    ownerOf: async (subject: string): Promise<string | null | undefined> => {
      const sql = 'select owner from erasures where subject = $1';
      const { rows } = await pool.query<{ owner: string | null }>(sql, [subject]);
      return rows[0]?.owner ?? (rows[0] ? null : undefined);
    },

    /** Ends every way in: sessions, tokens, open sockets. */
    shutOut: async (owner: string): Promise<void> => {
      await pool.query('delete from session where user_id = $1', [owner]);
      await revocations.revoke({ userId: owner });
    },

    /** Cancels what lives. @returns how many still do: those that run have yet to obey */
    cancelJobs: async (owner: string): Promise<number> => {
      const ids = await reads.liveIds(owner, 1_000);
      const left = [...ids];
      const work = async () => {
        for (let id = left.pop(); id; id = left.pop()) {
          // One that ended meanwhile refuses, and is what was wanted.
          await jobs.cancel(system, id).catch(() => {});
        }
      };
      await Promise.all(Array.from({ length: CANCELS_AT_ONCE }, work));
      return (await reads.liveIds(owner, 1)).length;
    },

    /** Deletes one page of ended jobs, their live data in Redis first. @returns how many */
    removeJobs: async (owner: string): Promise<number> => {
      const sql =
        'select id from jobs where owner = $1 and finished_at is not null order by id limit $2';
      const { rows } = await pool.query<{ id: string }>(sql, [owner, JOBS_PAGE]);
      if (rows.length === 0) return 0;
      const keys = feedKeys(owner);
      await redis.del(rows.flatMap(({ id }) => [keys.job(id), keys.logs(id), keys.chunks(id)]));
      return (await pool.query(jobsSql, [owner])).rowCount ?? 0;
    },

    /** Objects, rows, names. @returns rows by table */
    removeRows: async (owner: string, signal: AbortSignal): Promise<Record<string, number>> => {
      const counts: Record<string, number> = { objects: await exporter.removeAll(owner) };
      const found = await pool.query<{ email: string }>('select email from "user" where id = $1', [
        owner,
      ]);
      const email = found.rows[0]?.email ?? null;
      const retention = createRetentionStore(pool);
      for (let page = PAGE; page === PAGE; ) {
        signal.throwIfAborted();
        page = await retention.summariseUsageOf(owner, PAGE);
        counts.ai_usage = (counts.ai_usage ?? 0) + page;
      }
      for (const rule of personalColumns) {
        if (rule.erase !== 'rows' && rule.erase !== 'name') continue;
        const value = needle(rule, owner, email);
        if (value === null) continue;
        const sql = rule.erase === 'rows' ? deleteSql(rule) : renameSql(rule);
        const values = rule.erase === 'rows' ? [value] : [value, pseudonymOf(owner)];
        const rows = await pages(sql, values, signal);
        if (rows > 0) counts[rule.table] = (counts[rule.table] ?? 0) + rows;
      }
      return counts;
    },

    /** The owner's feed, and their turn in the queues. */
    removeFeed: async (owner: string): Promise<void> => {
      const keys = feedKeys(owner);
      await redis.del(keys.head, keys.stream, keys.starts);
      const flows = Object.keys(priorityCost).map((priority) => `${priority}|${owner}`);
      await Promise.all(jobTypes.map((type) => redis.hdel(queueKey(type, 'fair'), ...flows)));
    },

    /** Forgets the name itself: from here on the erasure is a hash, a time and figures. */
    finish: async (subject: string, counts: Readonly<Record<string, number>>): Promise<void> => {
      await pool.query(
        'update erasures set owner = null, finished_at = now(), counts = $2 where subject = $1',
        [subject, JSON.stringify(counts)],
      );
    },
  };
};

export type Eraser = ReturnType<typeof createEraser>;
