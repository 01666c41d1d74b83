import { reachStore } from './reach-store';

const failure = {
  code: 'guidelines_unavailable',
  message: 'The guidelines could not be reached in the database; they are tried again.',
};

/**
 * Waits for what is kept of the guidelines, but no longer than the job lives.
 *
 * @throws RetryableError guidelines_unavailable; the signal's reason once it aborts
 */
export const reachGuidelines = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  reachStore(signal, failure, work);
