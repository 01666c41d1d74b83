/** Longest pause between two attempts, in milliseconds. */
const MAX_BACKOFF_MS = 15 * 60_000;

/**
 * Pause before the next attempt: doubles with each one, plus or minus a quarter, so that jobs that
 * failed together do not come back together. With 2,000 ms: about 2 s, 4 s, 8 s, 16 s.
 *
 * @param attempt the attempt that has just failed, from 1
 * @param random 0 to 1, for tests
 */
export const backoffMs = (
  baseMs: number,
  attempt: number,
  random: number = Math.random(),
): number => {
  const full = Math.min(MAX_BACKOFF_MS, baseMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full * (0.75 + random / 2));
};
