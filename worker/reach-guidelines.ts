import { insist } from '#platform/store/transient';
import { RetryableError } from './job-context';

/** Longest a query is waited for while Postgres is away, in milliseconds; then the job is tried again. */
const PATIENCE_MS = 5_000;

/**
 * Waits for what is kept of the guidelines, but no longer than the job lives: pg does not give a query up by
 * itself.
 *
 * @throws RetryableError guidelines_unavailable; the signal's reason once it aborts
 */
export const reachGuidelines = async <T>(
  signal: AbortSignal,
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
    const message = 'The guidelines could not be reached in the database; they are tried again.';
    throw new RetryableError('guidelines_unavailable', message, { cause: error });
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
};
