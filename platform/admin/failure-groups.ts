import type { Pool } from 'pg';
import type { FailureGroup, FailureList } from '#contracts/admin';
import type { JobError } from '#contracts/job';
import { normaliseMessage } from './fingerprint';
import type { Stretch } from './stretch';

/** Failed jobs of a stretch that are looked at, the latest ones. */
const MAX_JOBS = 50_000;
/** Groups whose sample is looked up, the largest ones, and those that are shown of them. */
const MAX_LOOKED_UP = 400;
const MAX_GROUPS = 50;
const TREND_PARTS = 12;

interface GroupRow {
  readonly fingerprint: string;
  readonly type: string;
  readonly error: string | null;
  readonly sample_id: string;
  readonly count: number;
  readonly open: number;
  readonly users: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly parts: readonly number[];
  readonly muted_at: Date | null;
  readonly muted_by: string | null;
  readonly muted_by_name: string | null;
}

/**
 * $1 to $2 a stretch, $3 a type or null, $4 a fingerprint or null. Read from the index of failures; rows are
 * looked at for one sample a group. `where` chooses among the groups.
 */
const groupsSql = (where: string): string => `
with f as materialized (
  select finished_at, fingerprint, owner, id from jobs
  where fingerprint is not null and finished_at >= $1 and finished_at < $2 and ($4::text is null or fingerprint = $4)
  order by finished_at desc limit ${MAX_JOBS}
), g as (
  select fingerprint, count(*)::int as count, count(distinct owner)::int as users, max(finished_at) as last_at,
    array_agg(least(${TREND_PARTS - 1}, floor(extract(epoch from finished_at - $1) / extract(epoch from $2::timestamptz - $1) * ${TREND_PARTS}))::int) as parts
  from f group by fingerprint order by count(*) desc, max(finished_at) desc limit ${MAX_LOOKED_UP}
), shown as (
  select g.*, s.id as sample_id, s.type, s.error, m.muted_at, m.muted_by from g
  cross join lateral (
    select id, type, error from jobs where fingerprint = g.fingerprint and finished_at <= g.last_at order by finished_at desc limit 1
  ) s
  left join failure_marks m on m.fingerprint = g.fingerprint
  where ($3::text is null or s.type = $3) and (${where})
  order by m.muted_at is not null, g.count desc, g.last_at desc limit ${MAX_GROUPS}
)
select shown.*, u.name as muted_by_name,
  (select min(finished_at) from jobs where fingerprint = shown.fingerprint) as first_at,
  (select count(*)::int from f where f.fingerprint = shown.fingerprint
    and not exists (select 1 from jobs r where r.retry_of = f.id)) as open
from shown left join "user" u on u.id = shown.muted_by
order by shown.muted_at is not null, shown.count desc, shown.last_at desc`;

const listSql = groupsSql('m.discarded_at is null or m.discarded_at < g.last_at');
const oneSql = groupsSql('true');

const countSql = `select count(*)::int as jobs from (
  select 1 from jobs where fingerprint is not null and finished_at >= $1 and finished_at < $2 limit ${MAX_JOBS + 1}) as one`;

const toGroup = (row: GroupRow): FailureGroup => {
  const error = row.error === null ? null : (JSON.parse(row.error) as JobError);
  const trend = Array.from({ length: TREND_PARTS }, () => 0);
  for (const part of row.parts) trend[part] = (trend[part] ?? 0) + 1;
  return {
    fingerprint: row.fingerprint,
    type: row.type,
    code: error?.code ?? '',
    message: normaliseMessage(error?.message ?? ''),
    count: row.count,
    open: row.open,
    users: row.users,
    firstSeenAt: row.first_at.toISOString(),
    lastSeenAt: row.last_at.toISOString(),
    trend,
    sampleJobId: row.sample_id,
    muted:
      row.muted_at && row.muted_by
        ? { since: row.muted_at.toISOString(), by: row.muted_by, byName: row.muted_by_name }
        : null,
  };
};

/** Failures of a stretch by fingerprint. */
export const readFailureGroups = async (
  pool: Pool,
  { from, to }: Stretch,
  type: string | null,
): Promise<Omit<FailureList, 'at'>> => {
  const stretch = [new Date(from), new Date(to)];
  const [groups, counted] = await Promise.all([
    pool.query<GroupRow>(listSql, [...stretch, type, null]),
    pool.query<{ jobs: number }>(countSql, stretch),
  ]);
  const jobs = counted.rows[0]?.jobs ?? 0;
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    groups: groups.rows.map(toGroup),
    jobs: Math.min(jobs, MAX_JOBS),
    truncated: jobs > MAX_JOBS,
  };
};

/** One group, also a discarded one. null: nothing in this stretch. */
export const readFailureGroup = async (
  pool: Pool,
  { from, to }: Stretch,
  fingerprint: string,
): Promise<FailureGroup | null> => {
  const values = [new Date(from), new Date(to), null, fingerprint];
  const { rows } = await pool.query<GroupRow>(oneSql, values);
  return rows[0] ? toGroup(rows[0]) : null;
};
