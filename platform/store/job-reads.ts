import {
  and,
  asc,
  desc,
  eq,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import type { JobStatus } from '#contracts/job';
import { type JobRow, type LedgerState, statesOf } from './job-row';
import { jobChildren } from './schema/flows';
import { jobChanges, jobs, steps } from './schema/ledger';

/** Position in a list: newest first, ids telling equal times apart. */
export interface ListPosition {
  readonly createdAt: Date;
  readonly id: string;
}

export interface ListFilter {
  readonly owner: string;
  readonly statuses?: readonly JobStatus[];
  readonly types?: readonly string[];
  /** Only the jobs this one started. */
  readonly parentId?: string;
  /** Only retries of this one. */
  readonly retryOf?: string;
  /** Words to be found in id, type or error. */
  readonly text?: string;
  /** Created at this time or later. */
  readonly since?: Date;
  /** Created before this time. */
  readonly before?: Date;
  readonly after?: ListPosition;
  readonly limit: number;
}

/** Every column of a row but its input, under the names of `JobRow`. */
const row = {
  id: jobs.id,
  owner: jobs.owner,
  type: jobs.type,
  state: sql<LedgerState>`${jobs.state}`.as('state'),
  attempt: jobs.attempt,
  max_attempts: jobs.maxAttempts,
  fence: jobs.fence,
  crashes: jobs.crashes,
  rev: jobs.rev,
  idem_key: jobs.idemKey,
  idem_hash: jobs.idemHash,
  options: jobs.options,
  result: jobs.result,
  error: jobs.error,
  progress: jobs.progress,
  engine: jobs.engine,
  retry_of: jobs.retryOf,
  parent_id: jobs.parentId,
  trace_id: jobs.traceId,
  traceparent: jobs.traceparent,
  created_at: jobs.createdAt,
  run_at: jobs.runAt,
  started_at: jobs.startedAt,
  finished_at: jobs.finishedAt,
};

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

const wanted = (filter: Omit<ListFilter, 'limit'>): SQL | undefined => {
  const text = filter.text ? `%${escapeLike(filter.text)}%` : undefined;
  // Row comparison follows the index; two OR-ed conditions would not.
  const after =
    filter.after &&
    sql`(${jobs.createdAt}, ${jobs.id}) < (${filter.after.createdAt.toISOString()}::timestamptz, ${filter.after.id})`;
  return and(
    eq(jobs.owner, filter.owner),
    filter.statuses?.length ? inArray(jobs.state, filter.statuses.flatMap(statesOf)) : undefined,
    filter.parentId ? eq(jobs.parentId, filter.parentId) : undefined,
    filter.retryOf ? eq(jobs.retryOf, filter.retryOf) : undefined,
    filter.types?.length ? inArray(jobs.type, [...filter.types]) : undefined,
    text ? or(ilike(jobs.id, text), ilike(jobs.type, text), ilike(jobs.error, text)) : undefined,
    filter.since && gte(jobs.createdAt, filter.since),
    filter.before && lt(jobs.createdAt, filter.before),
    after,
  );
};

/** What people read of the ledger. */
export const createJobReads = (pool: Pool) => {
  const db = drizzle(pool);
  const select = () => db.select(row).from(jobs);
  return {
    /** One page, newest first. */
    list: (filter: ListFilter): Promise<JobRow[]> =>
      select()
        .where(wanted(filter))
        .orderBy(desc(jobs.createdAt), desc(jobs.id))
        .limit(filter.limit),

    find: async (id: string): Promise<JobRow | null> =>
      (await select().where(eq(jobs.id, id)).limit(1))[0] ?? null,

    findMany: (ids: readonly string[]): Promise<JobRow[]> =>
      ids.length === 0 ? Promise.resolve([]) : select().where(inArray(jobs.id, [...ids])),

    findByKey: async (owner: string, key: string): Promise<JobRow | null> =>
      (
        await select()
          .where(and(eq(jobs.owner, owner), eq(jobs.idemKey, key)))
          .limit(1)
      )[0] ?? null,

    /** What a job started: its children in the order it gave, then the jobs queued as next. */
    startedBy: async (parentId: string, limit: number) =>
      db
        .select({ row, name: jobChildren.name, key: jobChildren.key, weight: jobChildren.weight })
        .from(jobs)
        .leftJoin(jobChildren, eq(jobChildren.childId, jobs.id))
        .where(eq(jobs.parentId, parentId))
        .orderBy(
          sql`${jobChildren.childId} is null`,
          asc(jobs.createdAt),
          asc(jobChildren.position),
          asc(jobs.id),
        )
        .limit(limit),

    /** An owner's live jobs, newest first. */
    live: (owner: string, limit: number): Promise<JobRow[]> =>
      select()
        .where(and(eq(jobs.owner, owner), isNull(jobs.finishedAt)))
        .orderBy(desc(jobs.createdAt))
        .limit(limit),

    liveIds: async (owner: string, limit: number): Promise<string[]> => {
      const found = await db
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.owner, owner), isNull(jobs.finishedAt)))
        .limit(limit);
      return found.map((one) => one.id);
    },

    /** An owner's finished jobs, newest first by creation. */
    finished: (owner: string, limit: number): Promise<JobRow[]> =>
      select()
        .where(and(eq(jobs.owner, owner), isNotNull(jobs.finishedAt)))
        .orderBy(desc(jobs.createdAt), desc(jobs.id))
        .limit(limit),

    counts: async (filter: Omit<ListFilter, 'limit'>): Promise<{ state: string; n: number }[]> =>
      db
        .select({ state: jobs.state, n: sql<number>`count(*)::int` })
        .from(jobs)
        .where(wanted(filter))
        .groupBy(jobs.state),

    /** Live jobs of everybody, counted up to `limit`: the queue's admission control. */
    countLive: async (limit: number): Promise<number> => {
      const open = db
        .select({ id: jobs.id })
        .from(jobs)
        .where(isNull(jobs.finishedAt))
        .limit(limit)
        .as('open');
      const [counted] = await db.select({ n: sql<number>`count(*)::int` }).from(open);
      return counted?.n ?? 0;
    },

    input: async (id: string): Promise<{ input: string; options: string } | null> =>
      (
        await db
          .select({ input: jobs.input, options: jobs.options })
          .from(jobs)
          .where(eq(jobs.id, id))
      )[0] ?? null,

    changes: (id: string) =>
      db
        .select()
        .from(jobChanges)
        .where(eq(jobChanges.jobId, id))
        .orderBy(jobChanges.rev)
        .limit(500),

    /** The last attempt that finished a step; 0 where none did. */
    lastStepAttempt: async (id: string): Promise<number> => {
      const [found] = await db
        .select({ attempt: sql<number | null>`max(${steps.attempt})::int` })
        .from(steps)
        .where(eq(steps.jobId, id));
      return found?.attempt ?? 0;
    },

    steps: (id: string) =>
      db
        .select({
          name: steps.name,
          attempt: steps.attempt,
          startedAt: steps.startedAt,
          finishedAt: steps.finishedAt,
          bytes: sql<number>`octet_length(${steps.result})::int`,
        })
        .from(steps)
        .where(eq(steps.jobId, id))
        .orderBy(steps.finishedAt)
        .limit(2_000),
  };
};

export type JobReads = ReturnType<typeof createJobReads>;
