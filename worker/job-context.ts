import type { PlatformJobErrorCode } from '#contracts/errors';
import type { LogLine } from '#contracts/events';
import type { JobError, JobProgress, TerminalStatus } from '#contracts/job';
import type { JobType } from '#contracts/jobs/index';

/** A job that another one starts and waits for. */
export interface Child {
  /** Unique within the call; the same again finds the child that is there. */
  readonly key: string;
  readonly type: JobType | (string & {});
  /** As the type's contract asks. */
  readonly input: unknown;
  /** Its share of the parent's progress, against its siblings'. Default 1. */
  readonly weight?: number;
}

export interface ChildrenOptions {
  /**
   * What a child does that fails for good or is cancelled: `fail` (default) cancels its siblings and
   * makes the call throw `child_failed`; `continue` lets the others end, and the call returns all.
   */
  readonly onFailure?: 'fail' | 'continue';
  /** The stretch of the parent's own percent that the children fill. Default: from where it is to 100. */
  readonly from?: number;
  readonly to?: number;
}

/** How a child ended. */
export interface ChildOutcome {
  readonly key: string;
  readonly jobId: string;
  readonly status: TerminalStatus;
  /** The child's result where it completed, else null. */
  readonly result: unknown;
  readonly error: JobError | null;
}

/** A job to be queued when this one has completed. */
export interface Next {
  /** One job per key: of this job, or with `scope: 'owner'` of its owner, for ever. */
  readonly key: string;
  readonly scope?: 'job' | 'owner';
  readonly type: JobType | (string & {});
  readonly input: unknown;
}

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
  /**
   * Starts children and waits for them without holding a worker: the run ends here, and when all
   * children have ended the handler runs again from its top, with its kept steps, in the same attempt;
   * then this call returns. What comes before it must therefore stand being run again: put work into
   * steps. Children are started once per `name`, also over crashes and attempts; a later list changes
   * nothing. They have this job's owner and priority, and are cancelled with it.
   *
   * @param name a plural noun, shown in the progress: “3 of 8 modules done”
   * @returns how they ended, in the order of the list they were started by
   * @throws PermanentError child_failed, invalid_children, children_too_large, flow_too_deep
   */
  children(
    name: string,
    children: readonly Child[],
    options?: ChildrenOptions,
  ): Promise<ChildOutcome[]>;
  /**
   * Queues a job when this one completes: in one commit with its result, so that neither is there
   * without the other. Nothing is queued where this job fails, is cancelled or is tried again, nor where
   * the key is taken. This job does not wait for it and is not affected by it.
   */
  follow(next: Next): void;
}

/** Thrown by a handler to end the job for good: no further attempt. */
export class PermanentError extends Error {
  override name = 'PermanentError';
  readonly code: string;
  /** Whether starting the job anew may help. Default false. */
  readonly retryable: boolean;
  /** @param code snake_case, shown to the outside with the message. */
  constructor(
    code: PlatformJobErrorCode | (string & {}),
    message: string,
    options: { cause?: unknown; retryable?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
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
