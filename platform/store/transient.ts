import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, coerceError } from '../app-error';

/**
 * SQLSTATE classes that say "not now" rather than "not like this": connection, out of resources,
 * shutdown, rollback (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const transientState = /^(08|53|57P0|40)/;
const transientCode =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_SOCKET)$/;
const transientMessage =
  /terminated unexpectedly|Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|not queryable/i;

/** Whether a failed query may succeed unchanged once the database is back. Looks through wrapped errors. */
export const isTransient = (thrown: unknown): boolean => {
  const error = coerceError(thrown) as Error & { code?: unknown };
  const code = typeof error.code === 'string' ? error.code : '';
  return (
    transientState.test(code) ||
    transientCode.test(code) ||
    transientMessage.test(error.message) ||
    (error.cause !== undefined && isTransient(error.cause))
  );
};

/**
 * Runs `work` until the database answers: for writes a worker must not lose.
 *
 * @param options.withinMs gives up after this long, default 60,000
 * @throws the last error when it is not transient, when time is up, or when `signal` aborts
 */
export const insist = async <T>(
  work: () => Promise<T>,
  options: { signal?: AbortSignal; withinMs?: number } = {},
): Promise<T> => {
  const deadline = performance.now() + (options.withinMs ?? 60_000);
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || options.signal?.aborted || performance.now() > deadline)
        throw error;
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  }
};

/** What the outside hears when Postgres is away; everything else goes on as it came. */
export const asDependencyError = (thrown: unknown): unknown =>
  isTransient(thrown)
    ? new AppError('dependency_unavailable', 'The ledger does not answer. Try again in a moment.', {
        cause: thrown,
        retryAfterSeconds: 2,
      })
    : thrown;
