const MARKS = [25, 50, 75] as const;
/** Shorter jobs are over before a milestone would be news. */
const LONG_MS = 30_000;
/** Shortest pause between two milestones of one job. */
const APART_MS = 15_000;

interface Said {
  readonly mark: number;
  readonly atMs: number;
}

/** Which milestones of which jobs have been said. */
export interface Milestones {
  /**
   * The milestone to say now, or null.
   *
   * @param percent 0 to 100; null where it cannot be said
   * @param startedAtMs milliseconds since 1970
   */
  reached(jobId: string, percent: number | null, startedAtMs: number): number | null;
  forget(jobId: string): void;
}

/** 25, 50 and 75 % of jobs longer than 30 s, 15 s apart or more; one that was passed over is not made up for. */
export function createMilestones(now: () => number = Date.now): Milestones {
  const said = new Map<string, Said>();
  return {
    reached(jobId, percent, startedAtMs) {
      const mark = MARKS.findLast((one) => percent !== null && percent >= one);
      const last = said.get(jobId);
      if (mark === undefined || (last && last.mark >= mark)) return null;
      const atMs = now();
      if (atMs - startedAtMs < LONG_MS || (last && atMs - last.atMs < APART_MS)) return null;
      said.set(jobId, { mark, atMs });
      return mark;
    },
    forget: (jobId) => void said.delete(jobId),
  };
}
