import type { PlatformJobErrorCode } from '#contracts/errors';
import type { LogLine } from '#contracts/events';
import type { JobProgress } from '#contracts/job';

/** What a handler works with. Everything it does to the outside world goes through here or obeys `signal`. */
export interface JobContext {
  readonly jobId: string;
  readonly userId: string;
  /** 1 on the first attempt. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Aborts on cancel, on timeout, on shutdown past its grace, and when another attempt has taken over. */
  readonly signal: AbortSignal;
  /**
   * Says how far the job is. Cheap: coalesced to 20 a second, the last value wins. `percent` is 0 to
   * 100 and never falls within an attempt; null = cannot be said.
   */
  progress(percent: number | null, message: string, step?: JobProgress['step']): void;
  /** Adds a line to the job's log. */
  log(text: string, level?: LogLine['level']): void;
  /** Adds a piece of streamed output. */
  chunk(text: string): void;
  /**
   * Runs `work` once for this job and keeps what it returned, also over crashes and attempts: a later
   * attempt gets the kept value and `work` is not called. `name` is unique within the job; the value
   * must survive JSON. Between the end of `work` and the commit a crash may still repeat it: pass
   * `key` to the outside as an idempotency key.
   */
  step<T>(
    name: string,
    work: (step: { key: string; signal: AbortSignal }) => Promise<T> | T,
  ): Promise<T>;
}

/** Thrown by a handler to end the job for good: no further attempt. */
export class PermanentError extends Error {
  override name = 'PermanentError';
  readonly code: string;
  /** @param code snake_case, shown to the outside with the message. */
  constructor(
    code: PlatformJobErrorCode | (string & {}),
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
  }
}

/** Thrown by a handler to be tried again. Without `retryAfterMs` the type's back-off applies. */
export class RetryableError extends Error {
  override name = 'RetryableError';
  readonly code: string;
  /** Pause before the next attempt, in milliseconds, instead of the back-off. */
  readonly retryAfterMs: number | undefined;
  /** True where the wait is nobody's fault (a provider's 429): the attempt is not counted. */
  readonly free: boolean;
  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number; free?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.free = options.free ?? false;
  }
}
