import { ObjectError } from '#platform/objects/object-error';
import { PermanentError, RetryableError } from './job-context';
import { reachStore } from './reach-store';

const failure = {
  code: 'languages_unavailable',
  message: 'What is kept of the languages could not be reached in the database; it is tried again.',
};

const asStorageError = (error: ObjectError): Error => {
  const { code, message, retryable } = error;
  return retryable
    ? new RetryableError(code, message, { cause: error })
    : new PermanentError(code, message, { cause: error });
};

/**
 * Waits for what is kept of the languages, in the database and in object storage, but no longer than the job
 * lives.
 *
 * @throws RetryableError languages_unavailable, or as storage says; PermanentError where storage refuses for
 * good; the signal's reason once it aborts
 */
export const reachLanguages = async <T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> => {
  const done = await reachStore(signal, failure, async () => {
    try {
      return { value: await work() };
    } catch (error) {
      if (error instanceof ObjectError) return { error: asStorageError(error) };
      throw error;
    }
  });
  if ('error' in done) throw done.error;
  return done.value;
};
