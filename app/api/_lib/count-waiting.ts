import { AppError } from '#platform/app-error';

/** Long-polls one user may have open in this process: a generous number of tabs. */
const MAX_WAITING_PER_USER = 20;

const waiting = new Map<string, number>();

/**
 * Runs an answer that hangs, counted per user, so that nobody fills the process with waiting requests.
 *
 * @throws AppError too_many_connections
 */
export const countWaiting = async <T>(userId: string, work: () => Promise<T>): Promise<T> => {
  const before = waiting.get(userId) ?? 0;
  if (before >= MAX_WAITING_PER_USER) {
    throw new AppError(
      'too_many_connections',
      `At most ${MAX_WAITING_PER_USER} requests of one user may wait for news at once.`,
      { retryAfterSeconds: 5 },
    );
  }
  waiting.set(userId, before + 1);
  try {
    return await work();
  } finally {
    const left = (waiting.get(userId) ?? 1) - 1;
    if (left > 0) waiting.set(userId, left);
    else waiting.delete(userId);
  }
};
