import type {
  ChunkPage,
  JobHistory,
  JobList,
  JobOptions,
  ListQuery,
  LogPage,
} from '#contracts/api';
import type { Job, JobStatus } from '#contracts/job';
import type { Principal } from '../principal';

export interface SubmitRequest {
  readonly type: string;
  /** Not yet validated; the contract of `type` does that. */
  readonly input: unknown;
  readonly options?: JobOptions;
  readonly idempotencyKey?: string;
}

export interface Submitted {
  readonly job: Job;
  /** True where the Idempotency-Key had been used with the same body: the job is the earlier one. */
  readonly replayed: boolean;
  /** True where the queue is away: the job is safe in the ledger and starts when the queue is back. */
  readonly degraded: boolean;
}

/**
 * What can be done with jobs, each call already knowing who asks. Another owner's job is `not_found`
 * unless the caller is an admin. Every method throws AppError and nothing else; a store that is away
 * is `dependency_unavailable`.
 */
export interface JobService {
  /** @throws AppError unknown_job_type, forbidden, invalid_input, unknown_field, idempotency_mismatch, queue_full */
  submit(who: Principal, request: SubmitRequest): Promise<Submitted>;
  get(who: Principal, jobId: string): Promise<Job>;
  list(who: Principal, query: ListQuery): Promise<JobList>;
  counts(who: Principal): Promise<Record<JobStatus, number>>;
  /** @throws AppError already_finished. Cancelling twice is no error. */
  cancel(who: Principal, jobId: string): Promise<Job>;
  /**
   * Starts a scheduled job, or one in back-off, without waiting any longer. One that stands in line
   * already stays there: asking twice is no error. @throws AppError not_waiting
   */
  runNow(who: Principal, jobId: string): Promise<Job>;
  /** A new job with `retryOf`. @throws AppError not_retryable */
  retry(who: Principal, jobId: string): Promise<Submitted>;
  logs(who: Principal, jobId: string, after: number): Promise<LogPage>;
  chunks(who: Principal, jobId: string, after: number): Promise<ChunkPage>;
  history(who: Principal, jobId: string): Promise<JobHistory>;
  /** Snapshots of those of `jobIds` that the caller may see; the others are left out. */
  watch(who: Principal, jobIds: readonly string[]): Promise<Job[]>;
}
