/**
 * Does several things side by side; when one fails the others are told to end, and have ended when it rejects.
 *
 * @template {readonly unknown[]} T
 * @param {AbortSignal | undefined} outer gives all of them up
 * @param {(signal: AbortSignal) => readonly [...{ [K in keyof T]: Promise<T[K]> | T[K] }]} begin
 * @returns {Promise<T>}
 * @throws what the first that failed threw
 */
export const allOrNone = async (outer, begin) => {
  const failed = new AbortController();
  const parts = begin(outer ? AbortSignal.any([outer, failed.signal]) : failed.signal);
  try {
    return /** @type {T} */ (/** @type {unknown} */ (await Promise.all(parts)));
  } catch (error) {
    failed.abort();
    await Promise.allSettled(parts);
    throw error;
  }
};
