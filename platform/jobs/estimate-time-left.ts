import { type JobRow, shownStatus } from '../store/job-row';
import type { TypeHistory } from '../store/type-history';

/** Fewer runs than this say nothing. */
const MIN_RUNS = 10;
/** A type whose slow runs take more than this many times the usual cannot be foretold. */
const MAX_SPREAD = 4;
/** Nobody needs to be told about less, in milliseconds. */
const MIN_WORTH_MS = 2_000;

/**
 * Time left of a running job, in milliseconds, from how long its type usually takes; null where that
 * cannot be trusted: too few runs, runs too different, or a job that is past its usual end.
 */
export const estimateTimeLeft = (
  row: Pick<JobRow, 'state' | 'started_at'>,
  history: TypeHistory | null,
  now: number = Date.now(),
): number | null => {
  if (
    shownStatus(row.state) !== 'running' ||
    !row.started_at ||
    !history ||
    history.runs < MIN_RUNS
  )
    return null;
  if (history.p90Ms > history.p50Ms * MAX_SPREAD) return null;
  const left = history.p50Ms - (now - row.started_at.getTime());
  return left >= MIN_WORTH_MS ? Math.round(left) : null;
};
