import type {
  AuditPage,
  EndedJobPage,
  FailureAction,
  FailureDetail,
  FailureList,
  Overview,
  QueueAction,
  QueueActionBody,
  QueueList,
  WorkerAction,
  WorkerList,
} from '#contracts/admin';
import type { JobAccepted } from '#contracts/api';
import { readJson } from '../_lib/read-json';

const path = '/api/admin';

/** @param query range and type, as the page's address has them */
export const readOverview = (query: string, signal?: AbortSignal): Promise<Overview> =>
  readJson<Overview>(`${path}/overview?${query}`, 'buckets', signal);

export const readFailures = (query: string, signal?: AbortSignal): Promise<FailureList> =>
  readJson<FailureList>(`${path}/failures?${query}`, 'groups', signal);

export const readFailure = (fingerprint: string, signal?: AbortSignal): Promise<FailureDetail> =>
  readJson<FailureDetail>(`${path}/failures/${fingerprint}`, 'group', signal);

export const readQueues = (signal?: AbortSignal): Promise<QueueList> =>
  readJson<QueueList>(`${path}/queues`, 'queues', signal);

export const readWorkers = (signal?: AbortSignal): Promise<WorkerList> =>
  readJson<WorkerList>(`${path}/workers`, 'workers', signal);

/** @param query filters and cursor */
export const readAudit = (query: string, signal?: AbortSignal): Promise<AuditPage> =>
  readJson<AuditPage>(`${path}/audit?${query}`, 'entries', signal);

/** @param query range, filters and cursor */
export const readEndedJobs = (query: string, signal?: AbortSignal): Promise<EndedJobPage> =>
  readJson<EndedJobPage>(`${path}/jobs?${query}`, 'jobs', signal);

const post = <T extends object>(to: string, member: keyof T & string, body: object): Promise<T> =>
  readJson<T>(to, member, undefined, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const actOnQueue = (
  type: string,
  action: QueueAction,
  body: QueueActionBody,
): Promise<object> => post<{ queue: object }>(`${path}/queues/${type}/${action}`, 'queue', body);

export const actOnWorker = (id: string, action: WorkerAction): Promise<object> =>
  post<{ ok: true }>(`${path}/workers/${encodeURIComponent(id)}/${action}`, 'ok', {});

export const actOnFailures = (fingerprint: string, action: FailureAction): Promise<object> =>
  post<{ ok: true }>(`${path}/failures/${fingerprint}/${action}`, 'ok', {});

/** Answers with the job that does it, which is the caller's own. */
export const retryFailures = (fingerprint: string): Promise<JobAccepted> =>
  post<JobAccepted>(`${path}/failures/${fingerprint}/retry`, 'jobId', {});
