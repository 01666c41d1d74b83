/** The store behind the Careers system did not answer. Its message may be shown; the cause may not. */
export class CareersUnavailable extends Error {
  override name = 'CareersUnavailable';
}

/**
 * Waits for a store, but no longer than the job lives: neither pg nor the warehouse's client gives a
 * query up by itself. Whatever the store throws becomes `CareersUnavailable`.
 *
 * @param what the thing asked for, to end “… could not be read”
 */
export const askStore = async <T>(
  what: string,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> => {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([ask(), aborted]);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CareersUnavailable) throw error;
    throw new CareersUnavailable(`${what} could not be read; it is tried again.`, { cause: error });
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
};
