import type { JobOptions } from '#contracts/api';
import type { FieldError } from '#contracts/errors';
import type { Chunk, LogLine } from '#contracts/events';
import type { Job, JobError, JobProgress, JobStatus, TerminalStatus } from '#contracts/job';
import type { AppJobs, JobType } from '#contracts/jobs/index';

/**
 * What the realtime client and its hooks offer: types only, nothing of it exists at run time.
 *
 * Job     one request for work, as the ledger holds it.
 * Row     the client's picture of a job (`ClientJob`): the job, and what only this browser knows.
 * Cursor  the place in the owner's feed up to which the rows are right: `(epoch, seq)`.
 * Notice  the ending of a job, shown to the person by exactly one tab.
 */

export type { JobError, JobProgress, JobType, LogLine, TerminalStatus };

/** Status of a row: the ledger's, or `creating` while the request for the job is on its way. */
export type ClientStatus = 'creating' | JobStatus;
export type ActiveStatus = Exclude<ClientStatus, TerminalStatus>;

/** Where a row came from: `restored` were known before this page was loaded. */
export type JobOrigin = 'this-tab' | 'other-tab' | 'other-device' | 'restored';

type Varying = 'type' | 'status' | 'result' | 'resultOmitted' | 'error';

interface RowBase<T extends JobType> extends Readonly<Omit<Job, Varying>> {
  /** The server's id; while `creating`, the Idempotency-Key. */
  readonly id: string;
  /** Stays the same when a `creating` row gets its id: the `key` for React and for toasts. */
  readonly key: string;
  readonly type: T;
  /** `percent` never falls within an attempt, and stays at 99 or below until `completed`. */
  readonly progress: JobProgress;
  /** Smoothed estimate of the time left in milliseconds; null until it can be trusted. */
  readonly etaMs: number | null;
  readonly origin: JobOrigin;
  /** True where the row is what was last known and has not been confirmed since this page was loaded. */
  readonly stale: boolean;
  /** What was sent; only in the tab that sent it. */
  readonly input?: AppJobs[T]['input'];
  /** `title` and `toast` as given to `createJob`, in any tab of this browser. */
  readonly title?: string;
  readonly toast?: ToastPolicy;
}

type Row<T extends JobType> =
  | (RowBase<T> & {
      readonly status: ActiveStatus;
      readonly result: null;
      readonly resultOmitted?: undefined;
      /** Why the last attempt failed, while `retrying`. */
      readonly error: JobError | null;
    })
  | (RowBase<T> & {
      readonly status: 'completed';
      readonly result: AppJobs[T]['output'];
      readonly resultOmitted?: false;
      readonly error: null;
    })
  | (RowBase<T> & {
      readonly status: 'completed';
      readonly result: null;
      /** The result is too large for lists: `useJob(id)` fetches it. */
      readonly resultOmitted: true;
      readonly error: null;
    })
  | (RowBase<T> & {
      readonly status: 'failed';
      readonly result: null;
      readonly resultOmitted?: undefined;
      readonly error: JobError;
    })
  | (RowBase<T> & {
      readonly status: 'cancelled';
      readonly result: null;
      readonly resultOmitted?: undefined;
      readonly error: JobError | null;
    });

/** A job as the client shows it: narrows by `type` and by `status`. Times are ISO 8601 in UTC. */
export type ClientJob<T extends JobType = JobType> = { [K in T]: Row<K> }[T];
export type CompletedJob<T extends JobType = JobType> = {
  [K in T]: Extract<Row<K>, { status: 'completed'; resultOmitted?: false }>;
}[T];
export type FailedJob<T extends JobType = JobType> = Extract<ClientJob<T>, { status: 'failed' }>;
export type CancelledJob<T extends JobType = JobType> = Extract<
  ClientJob<T>,
  { status: 'cancelled' }
>;

export interface ConnectionInfo {
  /** What people see: pushed, asked for every few seconds, or neither. */
  readonly status: 'live' | 'polling' | 'offline';
  readonly phase: 'idle' | 'connecting' | 'open' | 'catching-up' | 'backoff' | 'auth' | 'stopped';
  /** `leader` holds the socket for all tabs, `follower` hears from it, `solo` is alone (no Web Locks). */
  readonly role: 'leader' | 'follower' | 'solo';
  /** When `status` last changed, in ms since 1970; 0 before the first connection. */
  readonly since: number;
  /** Failed attempts since the socket was last open. */
  readonly attempt: number;
  /** When the next attempt is due, in ms since 1970. */
  readonly nextRetryAt?: number;
  /** When news last came, in ms since 1970. */
  readonly lastEventAt?: number;
  readonly lastSeq: number;
  /** Server time minus local time in milliseconds: add it to `Date.now()` for countdowns. */
  readonly clockOffsetMs: number;
  readonly error?: {
    readonly kind: 'network' | 'auth' | 'server' | 'protocol';
    readonly code: string;
    readonly message: string;
  };
}

export interface EventMeta {
  /** Place in the owner's feed; 0 for progress. */
  readonly seq: number;
  /** True where it happened while this tab did not listen. Never true for progress. */
  readonly replayed: boolean;
  /** When it happened by the server's clock, in ms since 1970. */
  readonly at: number;
}

/** Whether toasts show a job: always, never, or only its ending. */
export type ToastPolicy = boolean | 'on-finish';

export interface CreateJobOptions extends JobOptions {
  /** Default: a new UUIDv7. The same key within 1 s, or while the first call is on its way, gives the same handle. */
  idempotencyKey?: string;
  /** Plain text for toast and list, in this browser only. Default: the contract's title. */
  title?: string;
  /** Default true. */
  toast?: ToastPolicy;
  /** Gives the request up; a job that was accepted meanwhile goes on. */
  signal?: AbortSignal;
}

/** `{ type, ...input }`, narrowed by `type`. */
export type CreateJobRequest<T extends JobType = JobType> = {
  [K in T]: { readonly type: K } & AppJobs[K]['input'];
}[T];

export interface JobHandle<T extends JobType = JobType> {
  readonly id: string;
  /**
   * Settles once, and survives lost connections. Rejects with a RequestError whose `code` is the job's
   * error code, or with an AbortError when the job is cancelled or `signal` aborts.
   */
  result(options?: { signal?: AbortSignal }): Promise<AppJobs[T]['output']>;
  cancel(): Promise<void>;
}

/** What a refused or failed request rejects with (class RequestError in `request-error.ts`). */
export interface RequestFailure extends Error {
  /** A code of contracts/errors, or `offline`, `network`, `timeout`, `aborted`, `bad_answer`, `http_<status>`. */
  readonly code: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly retryable: boolean;
  /** Fields that were refused, by their path in the request. */
  readonly errors: readonly FieldError[];
  /** From Retry-After; null where the server named none. */
  readonly retryAfterMs: number | null;
}

/** Per job: progress any number of times, then exactly one of complete, error, cancelled. Runs in every tab. */
export interface JobCallbacks<T extends JobType = JobType> {
  /** At most once a frame per job, with the last value. */
  onProgress?: (jobId: string, progress: JobProgress, job: ClientJob<T>, meta: EventMeta) => void;
  /** Fires once the result is at hand, a large one fetched. */
  onComplete?: (
    jobId: string,
    result: AppJobs[T]['output'],
    job: CompletedJob<T>,
    meta: EventMeta,
  ) => void;
  onError?: (jobId: string, error: JobError, job: FailedJob<T>, meta: EventMeta) => void;
  onCancelled?: (jobId: string, job: CancelledJob<T>, meta: EventMeta) => void;
  onConnectionChange?: (connection: ConnectionInfo, previous: ConnectionInfo) => void;
}

/**
 * Bearer token for the HTTP API. A function is asked before each request, and once more after a 401: the
 * caller keeps its token. Default: none, the session cookie is sent.
 */
export type AuthToken = string | (() => string | Promise<string>);

export interface ClientOptions {
  readonly userId: string;
  /** Origin of the API without a trailing slash. Default: '', the page's own. */
  readonly apiUrl?: string;
  /** May be a new function on each render: the latest is used, nothing reconnects. */
  readonly authToken?: AuthToken;
  /** Snapshot read by the server, with its place in the feed, so that the first paint is right and nothing is missed. */
  readonly initialJobs?: readonly Job[];
  readonly initialSeq?: number;
  readonly initialEpoch?: string;
}

export interface UseBackgroundJobsOptions<T extends JobType = JobType>
  extends JobCallbacks<T>,
    Partial<ClientOptions> {
  /** Only these types, in `jobs` and in callbacks. Default: all. */
  types?: readonly T[];
  /** Only rows of these statuses in `jobs`. Default: all. */
  status?: readonly ClientStatus[];
  /** Most rows in `jobs`, the newest. Default: no limit. */
  limit?: number;
  /** False lets go of the connection (it stays while others hold it) and of callbacks. Default true. */
  enabled?: boolean;
  /** `one-tab`: endings go to the callbacks of one tab of this browser only. Default `every-tab`. */
  callbackScope?: 'every-tab' | 'one-tab';
  /** False leaves out endings that were missed (`meta.replayed`). Default true. */
  replay?: boolean;
}

export interface UseBackgroundJobsResult<T extends JobType = JobType> {
  /** @throws RequestFailure `offline` at once without a network: nothing is queued silently */
  readonly createJob: <K extends T>(
    request: { readonly type: K } & AppJobs[K]['input'],
    options?: CreateJobOptions,
  ) => Promise<JobHandle<K>>;
  /** Newest first: all live jobs and the finished ones this tab has heard of. Reading it subscribes; not reading it does not. */
  readonly jobs: readonly ClientJob<T>[];
  /** Those of `jobs` that have not ended. */
  readonly active: readonly ClientJob<T>[];
  /** Rows by status, over `types` but not over `status` and `limit`. */
  readonly counts: Readonly<Record<ClientStatus, number>>;
  readonly connection: ConnectionInfo;
  /** True on the server, while hydrating, and until this browser's memory has been read. */
  readonly isRestoring: boolean;
  /** Asks the server to stop the job; the row says `cancelling` until it has. */
  readonly cancelJob: (jobId: string) => Promise<void>;
  /** Starts a scheduled job, or one that pauses before its next attempt, at once. */
  readonly startNow: (jobId: string) => Promise<void>;
  /** Starts a failed or cancelled job anew, as another job; resolves with its id. */
  readonly retryJob: (jobId: string) => Promise<string>;
  /** Takes a finished row off the list in every tab of this browser. A live one stays. */
  readonly dismissJob: (jobId: string) => void;
  readonly clearFinished: () => void;
  /** Tries again now instead of at `nextRetryAt`. */
  readonly reconnect: () => void;
}

/** The ending of a job, as one tab is to show it. */
export interface JobNotice {
  /** `jobId:attempt:status`; stable, unique. */
  readonly key: string;
  /** `lost`: the server no longer knows a job this browser thought alive; `job` is what was last known. */
  readonly kind: TerminalStatus | 'lost';
  readonly job: ClientJob;
  /** False where no tab of this browser could be seen: at most a desktop notification is due. It comes again in `away`. */
  readonly visible: boolean;
  readonly meta: EventMeta;
}

export interface UseJobNoticesOptions {
  /** Runs in exactly one tab per ending: the one in focus, else a visible one, else a hidden one (`visible: false`). */
  onNotice?: (notice: JobNotice) => void;
}
export interface UseJobNoticesResult {
  /**
   * Endings this tab has to make up for: they came while no page was open, or while none was visible.
   * Handed to one visible tab only. Show them (as toasts, or as one summary) and call `clearAway`.
   */
  readonly away: readonly JobNotice[];
  readonly clearAway: () => void;
}

/** Lines (or chunks) of a job by index, replayed and followed. */
export interface JobTail<Item> {
  readonly items: readonly Item[];
  /** Items below this index are gone or were left out; 0 when none are. */
  readonly truncatedBefore: number;
  /** `loading` until the first page is here. */
  readonly state: 'loading' | 'ready' | 'error';
  readonly error: RequestFailure | null;
}
export interface UseJobLogsOptions {
  /** Keeps the last so many lines. Default 5000. */
  tail?: number;
  /** False loads what there is and stops. Default true: lines come as they are written. */
  follow?: boolean;
}
export interface UseJobLogsResult extends Omit<JobTail<LogLine>, 'items'> {
  readonly lines: readonly LogLine[];
  /** Asks again after an error. */
  readonly reload: () => void;
}

export interface UseJobChunksResult extends Omit<JobTail<Chunk>, 'items'> {
  readonly chunks: readonly Chunk[];
  /** Asks again after an error. */
  readonly reload: () => void;
}

export interface JobEventListener {
  onProgress?: (job: ClientJob, meta: EventMeta) => void;
  /**
   * A large result is left out (`resultOmitted`): `loadJob` brings it. Answer true when the ending was of
   * interest; a missed one that was of interest to nobody waits for a later listener.
   */
  onTerminal?: (job: ClientJob, meta: EventMeta) => boolean;
  /** The server no longer knows this job. */
  onLost?: (job: ClientJob) => void;
}

type Unsubscribe = () => void;

/**
 * The framework-free client: one per API and user in a tab, however many components use it. Nothing
 * happens before the first `retain`, and nothing 2 s after the last one was given back.
 */
export interface JobsClient {
  readonly key: string;
  readonly userId: string;
  /** Holds the connection; the function given back lets go and may be called twice. */
  retain(): Unsubscribe;
  createJob<K extends JobType>(
    request: { readonly type: K } & AppJobs[K]['input'],
    options?: CreateJobOptions,
  ): Promise<JobHandle<K>>;
  cancelJob(jobId: string): Promise<void>;
  startNow(jobId: string): Promise<void>;
  retryJob(jobId: string): Promise<string>;
  dismissJob(jobId: string): void;
  clearFinished(): void;
  reconnect(): void;
  /** Call on sign-out: every tab of this user forgets what it knows and stops. */
  logout(): void;

  /** The same array until something changed; newest first. */
  getJobs(): readonly ClientJob[];
  getJob(jobId: string): ClientJob | undefined;
  getConnection(): ConnectionInfo;
  isRestoring(): boolean;
  subscribeJobs(listener: () => void): Unsubscribe;
  subscribeJob(jobId: string, listener: () => void): Unsubscribe;
  subscribeConnection(
    listener: (next: ConnectionInfo, previous: ConnectionInfo) => void,
  ): Unsubscribe;
  onEvent(listener: JobEventListener): Unsubscribe;

  /** The job as the server has it, its result whole; tries on through failures that may pass. */
  loadJob(jobId: string): Promise<ClientJob>;
  /** Keeps a job's row whole while held: fetched where unknown, its large result too, its progress live. */
  watchJob(jobId: string): Unsubscribe;
}
