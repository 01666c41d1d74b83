import type { Pool } from 'pg';
import type { JobUsage, UsageLine } from '#contracts/usage';
import { asDependencyError } from '../store/transient';

interface Row extends Omit<UsageLine, 'units'> {
  readonly unitCount: number | null;
  readonly unitName: string | null;
}

const linesSql = `select task, engine, provider, model, unit_name as "unitName",
  count(*)::int as calls,
  count(*) filter (where outcome <> 'ok')::int as "failedCalls",
  coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
  coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
  coalesce(sum(cached_tokens), 0)::float8 as "cachedTokens",
  sum(units)::float8 as "unitCount",
  sum(usd)::float8 as usd,
  count(*) filter (where usd is null)::int as "unpricedCalls",
  sum(ms)::float8 as ms
from ai_usage where job_id = $1
group by task, engine, provider, model, unit_name
order by min(at), task`;

const sum = (lines: readonly UsageLine[], of: (line: UsageLine) => number): number =>
  lines.reduce((total, line) => total + of(line), 0);

const totalUsd = (paid: readonly UsageLine[]): number | null => {
  const priced = paid.filter(({ usd }) => usd !== null);
  return paid.length > 0 && priced.length === 0 ? null : sum(priced, ({ usd }) => usd ?? 0);
};

/**
 * What a job has used, over all its attempts. Does not ask whose job it is: the caller has.
 *
 * @throws AppError `dependency_unavailable`
 */
export const readJobUsage = async (pool: Pool, jobId: string): Promise<JobUsage> => {
  const { rows } = await pool.query<Row>(linesSql, [jobId]).catch((error: unknown) => {
    throw asDependencyError(error);
  });
  const lines = rows.map(
    ({ unitCount, unitName, ...line }): UsageLine => ({
      ...line,
      units: unitCount === null || unitName === null ? null : { count: unitCount, name: unitName },
    }),
  );
  const paid = lines.filter(({ engine }) => engine === 'provider');
  return {
    jobId,
    calls: sum(paid, ({ calls }) => calls),
    inputTokens: sum(paid, ({ inputTokens }) => inputTokens),
    outputTokens: sum(paid, ({ outputTokens }) => outputTokens),
    usd: totalUsd(paid),
    unpricedCalls: sum(paid, ({ unpricedCalls }) => unpricedCalls),
    lines,
  };
};
