import { insist } from '#platform/store/transient';
import { RetryableError } from './job-context';

/** Longest a query is waited for while Postgres is away, in milliseconds; then the job is tried again. */
const PATIENCE_MS = 5_000;

/**
 * Waits for what a store keeps, but no longer than the job lives: pg does not give a query up by itself.
 *
 * @param failure how the attempt ends where it cannot be reached: the error's code and a sentence
 * @throws RetryableError with that code; the signal's reason once it aborts
 */
export const reachStore = async <T>(
  signal: AbortSignal,
  failure: { readonly code: string; readonly message: string },
  work: () => Promise<T>,
): Promise<T> => {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([insist(work, { signal, withinMs: PATIENCE_MS }), aborted]);
  } catch (error) {
    signal.throwIfAborted();
    throw new RetryableError(failure.code, failure.message, { cause: error });
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
};
