/** An estimate needs this much of the job done, in percent, and this long a look at it, in milliseconds. */
const MIN_PERCENT = 10;
const MIN_WATCHED_MS = 5_000;
/** Weight of the newest rate. */
const SMOOTHING = 0.3;

/** One report of a job's progress; times are the server's, in ms since 1970. */
export interface ProgressReport {
  readonly attempt: number;
  readonly percent: number | null;
  readonly at: number;
  readonly startedAt: number | null;
}

/** Takes the next report. @returns milliseconds left, or null while that cannot be trusted: too early, or growing */
export type TimeLeft = (report: ProgressReport) => number | null;

/** Estimates one job's end from an exponentially smoothed rate, so that one slow step does not shake the number. */
export const createTimeLeft = (): TimeLeft => {
  let ofAttempt = -1;
  /** Where the look began, and the last report that brought something. */
  let begunAt = 0;
  let lastAt = 0;
  let lastPercent = 0;
  /** Percent per millisecond. */
  let rate = 0;
  let leftMs = Number.POSITIVE_INFINITY;
  /** Times in a row that the estimate grew. */
  let grew = 0;
  let answer: number | null = null;

  const begin = ({ attempt, percent, at, startedAt }: ProgressReport) => {
    // The first attempt began at nought; where a later one stands at its start is not known.
    const fromStart = attempt <= 1 && startedAt !== null && startedAt < at;
    ofAttempt = attempt;
    begunAt = lastAt = fromStart ? startedAt : at;
    lastPercent = fromStart ? 0 : (percent ?? 0);
    rate = grew = 0;
    leftMs = Number.POSITIVE_INFINITY;
    answer = null;
  };

  return (report) => {
    const { attempt, percent, at } = report;
    if (percent === null) return null;
    if (attempt !== ofAttempt) begin(report);
    if (percent <= lastPercent || at <= lastAt) return answer;
    const newest = (percent - lastPercent) / (at - lastAt);
    rate = rate ? rate + SMOOTHING * (newest - rate) : newest;
    const before = leftMs;
    leftMs = (100 - percent) / rate;
    grew = leftMs > before ? grew + 1 : 0;
    lastAt = at;
    lastPercent = percent;
    const early = percent < MIN_PERCENT || at - begunAt < MIN_WATCHED_MS;
    answer = early || grew > 1 ? null : leftMs;
    return answer;
  };
};
