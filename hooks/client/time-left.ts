/** An estimate needs this much of the job done, in percent, and this long a look at it, in milliseconds. */
const MIN_PERCENT = 10;
const MIN_WATCHED_MS = 5_000;
/** Weight of the newest rate. */
const SMOOTHING = 0.3;

interface Pace {
  readonly attempt: number;
  /** Where the look began. */
  readonly from: number;
  readonly at: number;
  readonly percent: number;
  /** Percent per millisecond, smoothed. */
  readonly rate: number;
  readonly leftMs: number;
  /** Times in a row that the estimate grew. */
  readonly grew: number;
  readonly answer: number | null;
}

export interface TimeLeft {
  /**
   * Takes one report of progress; times are the server's, in ms since 1970.
   *
   * @returns milliseconds left, or null while that cannot be trusted: too early, or growing
   */
  update(
    jobId: string,
    report: { attempt: number; percent: number | null; at: number; startedAt: number | null },
  ): number | null;
  forget(jobId: string): void;
}

/** Estimates from an exponentially smoothed rate, so that one slow step does not shake the number. */
export const createTimeLeft = (): TimeLeft => {
  const paces = new Map<string, Pace>();
  return {
    update(jobId, { attempt, percent, at, startedAt }) {
      if (percent === null) return null;
      let last = paces.get(jobId);
      if (last?.attempt !== attempt) {
        // The first attempt began at nought; where a later one stands at its start is not known.
        const begun = attempt <= 1 && startedAt !== null && startedAt < at ? startedAt : null;
        last = {
          attempt,
          from: begun ?? at,
          at: begun ?? at,
          percent: begun === null ? percent : 0,
          rate: 0,
          leftMs: Number.POSITIVE_INFINITY,
          grew: 0,
          answer: null,
        };
      }
      const elapsed = at - last.at;
      const gained = percent - last.percent;
      if (elapsed <= 0 || gained <= 0) {
        paces.set(jobId, last);
        return last.answer;
      }
      const newest = gained / elapsed;
      const rate = last.rate ? last.rate + SMOOTHING * (newest - last.rate) : newest;
      const leftMs = (100 - percent) / rate;
      const grew = leftMs > last.leftMs ? last.grew + 1 : 0;
      const early = percent < MIN_PERCENT || at - last.from < MIN_WATCHED_MS;
      const answer = early || grew > 1 ? null : leftMs;
      paces.set(jobId, { attempt, from: last.from, at, percent, rate, leftMs, grew, answer });
      return answer;
    },
    forget: (jobId) => paces.delete(jobId),
  };
};
