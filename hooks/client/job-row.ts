import type { DurableEvent, ProgressEvent } from '#contracts/events';
import type { Job } from '#contracts/job';
import { isTerminal, jobStatuses } from '#contracts/job-status';
import type { ClientJob, ClientStatus, JobOrigin, JobProgress, ToastPolicy } from '../jobs-api';

/** What this browser knows of a job it asked for, and the server does not. */
export interface LocalFacts {
  readonly origin: JobOrigin;
  readonly title?: string;
  readonly toast?: ToastPolicy;
  readonly input?: unknown;
}

/** Whether the server has it and it has not ended. */
export const isLive = ({ status }: { readonly status: ClientStatus }): boolean =>
  status !== 'creating' && !isTerminal(status);
export const isOwnLive = (row: ClientJob, userId: string): boolean =>
  row.userId === userId && isLive(row);

type Loose = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null;

/** Enough of a job to be shown. The server validates; this keeps garbage from breaking the page. */
export const isJob = (value: unknown): value is Job =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.type === 'string' &&
  typeof value.userId === 'string' &&
  typeof value.rev === 'number' &&
  (jobStatuses as readonly unknown[]).includes(value.status);

export const isDurableEvent = (value: unknown): value is DurableEvent =>
  isObject(value) &&
  typeof value.epoch === 'string' &&
  Number.isSafeInteger(value.seq) &&
  isJob(value.job);

export const isProgressEvent = (value: unknown): value is ProgressEvent =>
  isObject(value) &&
  typeof value.jobId === 'string' &&
  typeof value.attempt === 'number' &&
  typeof value.at === 'number';

/** Progress fit to be drawn: 0 to 99 before the end, whatever came; NaN and the like count as unknown. */
export const cleanProgress = (value: unknown): JobProgress => {
  const { percent, message, step } = (isObject(value) ? value : {}) as Partial<JobProgress>;
  return {
    percent: Number.isFinite(percent) ? Math.min(99, Math.max(0, percent as number)) : null,
    message: typeof message === 'string' ? message : '',
    ...(isObject(step) ? { step } : {}),
  };
};

/** Within one attempt the bar never goes back: the higher of the two, with its message. */
export const further = (known: JobProgress, next: JobProgress): JobProgress =>
  known.percent !== null && (next.percent ?? -1) < known.percent
    ? { ...next, percent: known.percent }
    : next;

/** The row of a job as the server tells it, after the row that was there. */
export const toRow = (job: Job, previous: ClientJob | undefined, local: LocalFacts): ClientJob => {
  const told = cleanProgress(job.progress);
  const known = previous?.attempt === job.attempt ? previous.progress : undefined;
  // What was pushed may be ahead of what the ledger had when the event was made.
  const behind = known && (known.percent ?? -1) >= (told.percent ?? -1) && known.message !== '';
  const progress = behind ? known : told;
  const done = job.status === 'completed';
  return {
    ...job,
    key: previous?.key ?? job.id,
    progress: done ? { ...progress, percent: 100 } : progress,
    etaMs: isTerminal(job.status) ? null : known && previous ? previous.etaMs : job.etaMs,
    result: done ? job.result : null,
    origin: previous?.origin ?? local.origin,
    stale: false,
    input: previous?.input ?? local.input,
    title: previous?.title ?? local.title,
    toast: previous?.toast ?? local.toast,
  } as ClientJob;
};

/** The row shown from the click until the server has the job; `key` stands for the id it will get. */
export const creatingRow = (
  key: string,
  type: string,
  userId: string,
  local: LocalFacts,
): ClientJob =>
  ({
    id: key,
    key,
    type,
    userId,
    status: 'creating',
    progress: { percent: null, message: '' },
    attempt: 0,
    maxAttempts: 1,
    createdAt: new Date().toISOString(),
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    etaMs: null,
    queuePosition: null,
    waitingFor: null,
    result: null,
    error: null,
    runAt: null,
    retryOf: null,
    parentId: null,
    traceId: null,
    engine: null,
    clientKey: key,
    rev: 0,
    stale: false,
    ...local,
  }) as ClientJob;
