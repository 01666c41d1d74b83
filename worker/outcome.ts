import type { JobError } from '#contracts/job';
import { coerceError } from '#platform/app-error';
import { backoffMs } from '#platform/queue/retry-policy';
import type { ClaimedJob } from '#platform/store/ledger';
import { RunAborted } from './abort';
import { PermanentError, RetryableError } from './job-context';

/** How an attempt ended, short of success. */
export type Outcome =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: JobError }
  | {
      readonly kind: 'retrying';
      readonly error: JobError;
      readonly delayMs: number;
      readonly free: boolean;
    }
  /** Handed back to the line, as if it had not been begun. */
  | { readonly kind: 'returned' }
  /** Given up until its children have ended; the ledger has it already. */
  | { readonly kind: 'waiting' }
  /** Somebody else has the job, or will: write nothing. */
  | { readonly kind: 'lost' };

/** A pause that is nobody's fault may be repeated, but a job this old starts to pay for it, in ms. */
const FREE_RETRY_AGE_MS = 24 * 3600_000;

const errorOf = (thrown: unknown, retryable: boolean): JobError => {
  if (thrown instanceof RunAborted)
    return { code: thrown.kind, message: thrown.message, retryable };
  const error = coerceError(thrown);
  const code =
    error instanceof PermanentError || error instanceof RetryableError
      ? error.code
      : 'handler_error';
  // A message may come from anywhere: one line, of a length a toast can show.
  return {
    code,
    message: error.message.replace(/\s+/g, ' ').slice(0, 500) || 'The handler failed.',
    retryable,
  };
};

/**
 * Judges what a run threw.
 *
 * @param aborted why the run was told to stop, which outweighs whatever the handler made of it
 * @param baseMs the type's back-off
 */
export const judge = (
  thrown: unknown,
  aborted: RunAborted | null,
  job: Pick<ClaimedJob, 'attempt' | 'crashes' | 'max_attempts' | 'created_at'>,
  baseMs: number,
): Outcome => {
  if (aborted?.kind === 'cancel') return { kind: 'cancelled' };
  if (aborted?.kind === 'shutdown') return { kind: 'returned' };
  if (aborted?.kind === 'waiting') return { kind: 'waiting' };
  if (aborted?.kind === 'lock_lost' || aborted?.kind === 'superseded') return { kind: 'lost' };
  const cause = aborted ?? thrown;
  if (cause instanceof PermanentError)
    return { kind: 'failed', error: errorOf(cause, cause.retryable) };
  const free =
    cause instanceof RetryableError &&
    cause.free &&
    Date.now() - job.created_at.getTime() < FREE_RETRY_AGE_MS;
  const used = job.attempt - job.crashes;
  // `retryable` still: its owner may well start it again.
  if (!free && used >= job.max_attempts) return { kind: 'failed', error: errorOf(cause, true) };
  const asked = cause instanceof RetryableError ? cause.retryAfterMs : undefined;
  return {
    kind: 'retrying',
    error: errorOf(cause, true),
    delayMs: Math.max(0, asked ?? backoffMs(baseMs, Math.max(1, used))),
    free,
  };
};
