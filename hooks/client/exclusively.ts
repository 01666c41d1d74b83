/** A frozen tab may sit on a lock for hours; after this many milliseconds the work goes on without it. */
const PATIENCE_MS = 5_000;

/**
 * Runs `work` in one tab of this origin at a time. Where there are no Web Locks, or the lock cannot be
 * had in time, it runs all the same: the work must bear being done twice.
 */
export const exclusively = async <T>(
  locks: LockManager | undefined,
  name: string,
  work: () => T | Promise<T>,
): Promise<T> => {
  if (!locks) return work();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  let begun = false;
  try {
    return (await locks.request(name, { signal: patience.signal }, () => {
      begun = true;
      clearTimeout(timer);
      return work();
    })) as T;
  } catch (error) {
    if (begun) throw error;
    return work();
  } finally {
    clearTimeout(timer);
  }
};
