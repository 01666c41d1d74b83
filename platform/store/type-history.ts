import type { Ledger } from './ledger';

/** How long jobs of a type have taken lately, in milliseconds. */
export interface TypeHistory {
  readonly runs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
}

/** The newest completed jobs that are looked at, and how far back. */
const SAMPLE = 200;
const DAYS = 7;
/** A figure this old is asked for again. */
const FRESH_MS = 30_000;

const historySql = `
select count(*)::int as runs,
  coalesce(percentile_cont(0.5) within group (order by ms), 0)::float8 as p50,
  coalesce(percentile_cont(0.9) within group (order by ms), 0)::float8 as p90
from (
  select extract(epoch from finished_at - started_at) * 1000 as ms from jobs
  where finished_at > now() - ${DAYS} * interval '1 day' and type = $1 and state = 'completed' and started_at is not null
  order by finished_at desc limit ${SAMPLE}
) as latest`;

/** Reads what a type's jobs have taken, at most every 30 s per type; the answer in between is the last one. */
export const createTypeHistory = (ledger: Ledger) => {
  const known = new Map<string, { at: number; history: Promise<TypeHistory | null> }>();
  const ask = async (type: string): Promise<TypeHistory | null> => {
    const [row] = await ledger.query<{ runs: number; p50: number; p90: number }>(
      'history',
      historySql,
      [type],
    );
    return row ? { runs: row.runs, p50Ms: row.p50, p90Ms: row.p90 } : null;
  };
  return (type: string): Promise<TypeHistory | null> => {
    const entry = known.get(type);
    if (entry && Date.now() - entry.at < FRESH_MS) return entry.history;
    // A guess is never worth an error: without the ledger there is no estimate.
    const history = ask(type).catch(() => null);
    known.set(type, { at: Date.now(), history });
    return history;
  };
};
