import type { Pool } from 'pg';
import type { FailureAction, FailureDetail } from '#contracts/admin';
import type { JobError } from '#contracts/job';
import { AppError } from '../app-error';
import type { Principal } from '../principal';
import { inTransaction } from '../store/in-transaction';
import { noteAct } from './audit';

/** Jobs of a group that are shown. */
const SHOWN = 20;
/** How far back a completed job is looked for: among an owner's jobs, and among all. */
const OWN_LOOKED_AT = 2_000;
const ALL_LOOKED_AT = 20_000;

interface JobFacts {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  readonly attempt: number;
  readonly error: string | null;
  readonly input: string;
  readonly finished_at: Date;
}

const sampleSql = `select id, owner, type, attempt, error, input, finished_at from jobs where id = $1`;

/** The latest completed job of type $1: of owner $2, or else anybody's. */
const lastGoodSql = `
select j.id, j.owner, j.type, j.attempt, j.error, j.input, j.finished_at from (
  (select id, 0 as rank from (
    select id, type, state, finished_at from jobs where owner = $2 order by created_at desc, id desc limit ${OWN_LOOKED_AT}
  ) own where type = $1 and state = 'completed' order by finished_at desc limit 1)
  union all
  (select id, 1 from (
    select id, type, state, finished_at from jobs where finished_at is not null order by finished_at desc limit ${ALL_LOOKED_AT}
  ) every where type = $1 and state = 'completed' order by finished_at desc limit 1)
) found join jobs j using (id) order by found.rank limit 1`;

const latestSql = `
select j.id as "jobId", j.owner as "userId", j.finished_at as "finishedAt",
  (select r.id from jobs r where r.retry_of = j.id order by r.created_at desc limit 1) as "retryId"
from jobs j where j.fingerprint = $1 order by j.finished_at desc limit ${SHOWN}`;

const runningRetrySql = `
select id from jobs where finished_at is null and type = 'retry-failures' and input::jsonb ->> 'fingerprint' = $1 limit 1`;

const jsonOf = (text: string): unknown => JSON.parse(text) as unknown;

/** A group's failed job beside the last one that went well, and its latest jobs. */
export const readFailureJobs = async (
  pool: Pool,
  fingerprint: string,
  sampleJobId: string,
  payloads: boolean,
): Promise<Pick<FailureDetail, 'sample' | 'lastGood' | 'jobs'>> => {
  const sample = (await pool.query<JobFacts>(sampleSql, [sampleJobId])).rows[0];
  if (!sample) throw new AppError('not_found', 'The jobs of this group are gone.');
  const [good, latest] = await Promise.all([
    pool.query<JobFacts>(lastGoodSql, [sample.type, sample.owner]),
    pool.query<{ jobId: string; userId: string; finishedAt: Date; retryId: string | null }>(
      latestSql,
      [fingerprint],
    ),
  ]);
  const shown = ({ id, owner, finished_at: finishedAt, input }: JobFacts) => ({
    jobId: id,
    userId: owner,
    finishedAt: finishedAt.toISOString(),
    input: payloads ? jsonOf(input) : null,
  });
  const lastGood = good.rows[0];
  return {
    sample: {
      ...shown(sample),
      attempt: sample.attempt,
      error: sample.error === null ? null : (JSON.parse(sample.error) as JobError),
    },
    lastGood: lastGood ? shown(lastGood) : null,
    jobs: latest.rows.map((row) => ({ ...row, finishedAt: row.finishedAt.toISOString() })),
  };
};

/** The group retry that has not ended, by id. */
export const findRunningRetry = async (pool: Pool, fingerprint: string): Promise<string | null> =>
  (await pool.query<{ id: string }>(runningRetrySql, [fingerprint])).rows[0]?.id ?? null;

/** @throws AppError not_found */
export const assertGroup = async (pool: Pool, fingerprint: string): Promise<void> => {
  const { rowCount } = await pool.query('select 1 from jobs where fingerprint = $1 limit 1', [
    fingerprint,
  ]);
  if (rowCount === 0) throw new AppError('not_found', 'No job that is kept failed like this.');
};

const markSql: Readonly<Record<FailureAction, string>> = {
  mute: `insert into failure_marks (fingerprint, muted_at, muted_by) values ($1, now(), $2)
    on conflict (fingerprint) do update set muted_at = excluded.muted_at, muted_by = excluded.muted_by`,
  unmute: `update failure_marks set muted_at = null, muted_by = null where fingerprint = $1 and $2::text is not null`,
  discard: `insert into failure_marks (fingerprint, discarded_at) select $1, now() where $2::text is not null
    on conflict (fingerprint) do update set discarded_at = excluded.discarded_at`,
};

/** @throws AppError not_found */
export const markFailures = async (
  pool: Pool,
  who: Principal,
  fingerprint: string,
  action: FailureAction,
): Promise<void> => {
  await assertGroup(pool, fingerprint);
  await inTransaction(pool, async (client) => {
    await client.query(markSql[action], [fingerprint, who.userId]);
    await noteAct(client, who, { kind: 'failure', action, target: fingerprint });
  });
};

/** A failed job of a group that nobody has tried again. */
export interface OpenFailure {
  readonly id: string;
  readonly finishedAt: string;
}
export interface OpenFailures {
  readonly fingerprint: string;
  /** ISO times; null = as far back as jobs are kept. */
  readonly since: string | null;
  readonly before: string;
}

const openWhere = `j.fingerprint = $1 and j.finished_at <= $2::timestamptz and ($3::timestamptz is null or j.finished_at >= $3)
  and not exists (select 1 from jobs r where r.retry_of = j.id)`;

/** A page of them, oldest first. */
export const readOpenFailures = async (
  pool: Pool,
  { fingerprint, before, since }: OpenFailures,
  after: OpenFailure | null,
  limit: number,
): Promise<OpenFailure[]> => {
  const { rows } = await pool.query<{ id: string; at: Date }>(
    `select j.id, j.finished_at as at from jobs j where ${openWhere}
      and ($4::timestamptz is null or (j.finished_at, j.id collate "C") > ($4, $5))
    order by j.finished_at, j.id collate "C" limit $6`,
    [fingerprint, before, since, after?.finishedAt ?? null, after?.id ?? '', limit],
  );
  return rows.map(({ id, at }) => ({ id, finishedAt: at.toISOString() }));
};

/** The latest of them, which is most like what happens now. */
export const readLatestOpenFailure = async (
  pool: Pool,
  { fingerprint, before, since }: OpenFailures,
): Promise<string | null> => {
  const { rows } = await pool.query<{ id: string }>(
    `select j.id from jobs j where ${openWhere} order by j.finished_at desc, j.id desc limit 1`,
    [fingerprint, before, since],
  );
  return rows[0]?.id ?? null;
};

export const countOpenFailures = async (
  pool: Pool,
  { fingerprint, before, since }: OpenFailures,
): Promise<number> => {
  const { rows } = await pool.query<{ jobs: number }>(
    `select count(*)::int as jobs from jobs j where ${openWhere}`,
    [fingerprint, before, since],
  );
  return rows[0]?.jobs ?? 0;
};

/** Of these jobs, those that have been retried: under this key (`ours`), or otherwise. */
export const readRetries = async (
  pool: Pool,
  jobIds: readonly string[],
  keyOf: (jobId: string) => string,
): Promise<Map<string, 'ours' | 'others'>> => {
  const { rows } = await pool.query<{ of: string; key: string | null }>(
    'select retry_of as of, idem_key as key from jobs where retry_of = any($1::text[])',
    [jobIds],
  );
  const found = new Map<string, 'ours' | 'others'>();
  for (const { of, key } of rows) {
    if (key === keyOf(of)) found.set(of, 'ours');
    else if (!found.has(of)) found.set(of, 'others');
  }
  return found;
};
