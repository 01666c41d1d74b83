import type { JobInput, JobOutput } from '#contracts/jobs/index';
import { type JobContext, PermanentError, RetryableError } from '../job-context';
import type { JobHandler, WorkerDeps } from '../job-handler';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Pauses between attempts: soon at first, then far enough apart for a receiver to be down over night. */
const pausesMs = [
  20_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
] as const;

/** Plus or minus a quarter: what failed together does not come back together. */
const pauseAfter = (pauses: readonly number[], { attempt }: JobContext): number =>
  (pauses[Math.min(attempt, pauses.length) - 1] ?? HOUR_MS) * (0.75 + Math.random() / 2);

/**
 * Sends one alert. What cannot be sent now is tried again, no sooner than the other side asks.
 *
 * @param pauses between attempts, in milliseconds
 */
export const createDeliverAlert =
  (pauses: readonly number[] = pausesMs) =>
  async (
    { deliveryId }: JobInput<'deliver-alert'>,
    context: JobContext,
    { alerts }: Pick<WorkerDeps, 'alerts'>,
  ): Promise<JobOutput<'deliver-alert'>> => {
    const last = context.attempt >= context.maxAttempts;
    const result = await alerts.send(deliveryId, last, context.signal);
    switch (result.kind) {
      case 'delivered':
        return { outcome: 'delivered', status: result.status };
      case 'dropped':
        return { outcome: 'dropped', status: null };
      case 'paced':
        throw new RetryableError('too_many_alerts', 'Many alerts are on their way; this waits.', {
          retryAfterMs: result.retryAfterMs,
          free: true,
        });
      case 'refused':
        throw new PermanentError(result.code, 'The endpoint does not take this alert.');
      case 'again':
        throw new RetryableError(result.code, 'The endpoint did not take the alert this time.', {
          retryAfterMs: Math.max(pauseAfter(pauses, context), result.retryAfterMs ?? 0),
        });
    }
  };

export const deliverAlert: JobHandler<'deliver-alert'> = createDeliverAlert();
