import type { Pool } from 'pg';
import type { Figures, Overview, Percentiles } from '#contracts/admin';
import type { Stretch } from './stretch';

/** Jobs of a bucket that are looked at; of more, these stand for all of it. */
const SAMPLE = 1_000;

/**
 * Of $1 + n * $3 ms for $4 buckets, up to $2; $5 a job type or null. Each bucket is read along the index on
 * `finished_at`, so that neither the length of the stretch nor the traffic in it makes the answer slow: what is
 * beyond the sample is only counted, in the index alone.
 */
const figuresSql = (columns: string, groups: string): string => `
with b as materialized (
  select n, $1::timestamptz + n * $3::float8 * interval '1 millisecond' as lo,
    least($1::timestamptz + (n + 1) * $3::float8 * interval '1 millisecond', $2::timestamptz) as hi
  from generate_series(0, $4::int - 1) as n
), s as materialized (
  select b.n, b.lo, b.hi, j.type, j.state,
    case when j.run_at <= j.started_at then extract(epoch from j.started_at - j.run_at)::float8 * 1000 end as wait_ms,
    extract(epoch from j.finished_at - j.started_at)::float8 * 1000 as run_ms
  from b cross join lateral (
    select type, state, run_at, started_at, finished_at from jobs
    where finished_at >= b.lo and finished_at < b.hi limit ${SAMPLE}
  ) j
), w as (
  select n, case when count(*) < ${SAMPLE} then 1
    else (select count(*) from jobs where finished_at >= min(s.lo) and finished_at < min(s.hi))::float8 / count(*) end as weight
  from s group by n
)
select ${columns}, bool_or(w.weight > 1) as sampled,
  round(coalesce(sum(w.weight) filter (where s.state = 'completed'), 0))::int as completed,
  round(coalesce(sum(w.weight) filter (where s.state = 'failed'), 0))::int as failed,
  round(coalesce(sum(w.weight) filter (where s.state = 'cancelled'), 0))::int as cancelled,
  percentile_cont(array[0.5, 0.95, 0.99]) within group (order by s.wait_ms) as wait,
  percentile_cont(array[0.5, 0.95, 0.99]) within group (order by s.run_ms) as run
from s join w using (n) where $5::text is null or s.type = $5
group by grouping sets (${groups})`;

const wholeSql = figuresSql('null::int as n, null::text as type', '()');
const allSql = figuresSql('s.n, s.type', '(s.n), (s.type), ()');

interface Row {
  readonly n: number | null;
  readonly type: string | null;
  readonly sampled: boolean | null;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly wait: readonly (number | null)[] | null;
  readonly run: readonly (number | null)[] | null;
}

const percentiles = (values: Row['wait']): Percentiles | null => {
  const [p50, p95, p99] = (values ?? []).map((ms) => (ms === null ? null : Math.max(0, ms)));
  if (p50 == null || p95 == null || p99 == null) return null;
  return { p50: Math.round(p50), p95: Math.round(p95), p99: Math.round(p99) };
};

const toFigures = (row: Row | undefined): Figures => {
  const { completed = 0, failed = 0, cancelled = 0 } = row ?? {};
  const judged = completed + failed;
  return {
    completed,
    failed,
    cancelled,
    failureRate: judged === 0 ? null : failed / judged,
    wait: percentiles(row?.wait ?? null),
    run: percentiles(row?.run ?? null),
  };
};

const ask = async (pool: Pool, sql: string, stretch: Stretch, type: string | null) => {
  const { from, to, bucketMs, buckets } = stretch;
  const values = [new Date(from), new Date(to), bucketMs, buckets, type];
  return (await pool.query<Row>(sql, values)).rows;
};

/** Of all that ended in a stretch of time. */
export const readTotal = async (
  pool: Pool,
  stretch: Stretch,
  type: string | null,
): Promise<Figures> => toFigures((await ask(pool, wholeSql, stretch, type))[0]);

/** The same by bucket, by type, and in all. */
export const readStatistics = async (
  pool: Pool,
  stretch: Stretch,
  type: string | null,
): Promise<Pick<Overview, 'sampled' | 'buckets' | 'byType' | 'total'>> => {
  const rows = await ask(pool, allSql, stretch, type);
  const buckets = new Map(rows.flatMap((row) => (row.n === null ? [] : [[row.n, row] as const])));
  const total = rows.find((row) => row.n === null && row.type === null);
  const byType = rows.flatMap((row) =>
    row.type === null ? [] : [{ ...toFigures(row), type: row.type }],
  );
  const ended = ({ completed, failed, cancelled }: Figures) => completed + failed + cancelled;
  return {
    sampled: total?.sampled ?? false,
    buckets: Array.from({ length: stretch.buckets }, (_, n) => ({
      at: new Date(stretch.from + n * stretch.bucketMs).toISOString(),
      ...toFigures(buckets.get(n)),
    })),
    byType: byType.sort((a, b) => ended(b) - ended(a)),
    total: toFigures(total),
  };
};
