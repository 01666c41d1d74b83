import type {
  BulkAnswer,
  BulkRequest,
  ChunkPage,
  CountsQuery,
  JobHistory,
  JobList,
  JobOptions,
  ListQuery,
  LogPage,
  RelatedJobs,
} from '#contracts/api';
import type { Job, JobStatus } from '#contracts/job';
import type { Principal } from '../principal';

export interface SubmitRequest {
  readonly type: string;
  /** Not yet validated; the contract of `type` does that. */
  readonly input: unknown;
  readonly options?: JobOptions;
  readonly idempotencyKey?: string;
  /** The caller's place in a trace, where the process itself records none. */
  readonly traceparent?: string | null;
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
 * unless the caller's role sees every job, and `forbidden` where it sees it and may no more. Every method throws AppError and nothing else; a store that is away
 * is `dependency_unavailable`.
 */
export interface JobService {
  /** @throws AppError unknown_job_type, forbidden, invalid_input, unknown_field, idempotency_mismatch, queue_full */
  submit(who: Principal, request: SubmitRequest): Promise<Submitted>;
  get(who: Principal, jobId: string): Promise<Job>;
  list(who: Principal, query: ListQuery): Promise<JobList>;
  /** Own jobs by status; all of them, or those that match. */
  counts(who: Principal, query?: CountsQuery): Promise<Record<JobStatus, number>>;
  /**
   * One action on one page of the caller's own jobs that match, newest first; also an admin's call
   * reaches no other owner's. A job the action does not fit is passed over, one that refuses is counted.
   *
   * @param key makes a repeated call start no second retry of any job; null leaves that to the caller
   */
  bulk(who: Principal, request: BulkRequest, key: string | null): Promise<BulkAnswer>;
  /** @throws AppError already_finished. Cancelling twice is no error. */
  cancel(who: Principal, jobId: string): Promise<Job>;
  /**
   * Starts a scheduled job, or one in back-off, without waiting any longer. One that stands in line
   * already stays there: asking twice is no error. @throws AppError not_waiting
   */
  runNow(who: Principal, jobId: string): Promise<Job>;
  /**
   * A new job with `retryOf`. @throws AppError not_retryable
   *
   * @param key makes a repeated call find the retry that is there
   */
  retry(who: Principal, jobId: string, key?: string): Promise<Submitted>;
  logs(who: Principal, jobId: string, after: number): Promise<LogPage>;
  chunks(who: Principal, jobId: string, after: number): Promise<ChunkPage>;
  history(who: Principal, jobId: string): Promise<JobHistory>;
  /** What it comes from and what came of it: parent, children, next jobs, retries. */
  related(who: Principal, jobId: string): Promise<RelatedJobs>;
  /** Snapshots of those of `jobIds` that the caller may see; the others are left out. */
  watch(who: Principal, jobIds: readonly string[]): Promise<Job[]>;
}
