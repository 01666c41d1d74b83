import type { BulkAnswer, BulkRequest, JobHistory, JobList, RelatedJobs } from '#contracts/api';
import type { JobStatus } from '#contracts/job';
import type { JobUsage } from '#contracts/usage';
import { readProblem } from './read-problem';

/** A read that did not work: the server's problem, or `network` where none came. */
export class ReadFailure extends Error {
  override name = 'ReadFailure';
  constructor(
    readonly code: string,
    message: string,
    /** Id of the request in the server's log; null where no answer came. */
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

/**
 * Reads one of our own routes with the session's cookie. The server has made the answer by its schema; here it
 * only has to be one of ours, and no page of something between us.
 *
 * @param member what the answer has to hold
 * @throws ReadFailure, or an AbortError
 */
async function read<T extends object>(
  path: string,
  member: keyof T & string,
  signal?: AbortSignal,
  sent: RequestInit = {},
): Promise<T> {
  let response: Response;
  try {
    const headers = { accept: 'application/json', ...sent.headers };
    response = await fetch(path, { ...sent, headers, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ReadFailure('network', 'The server cannot be reached.', null);
  }
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = readProblem(body);
    const text = problem?.detail ?? `The server answered ${response.status}.`;
    throw new ReadFailure(problem?.code ?? `http_${response.status}`, text, requestId);
  }
  if (typeof body === 'object' && body !== null && member in body) return body as T;
  throw new ReadFailure('bad_answer', 'The answer has a form this page does not know.', requestId);
}

/** @param query as `filterQuery` makes it, with or without `?` */
export const readJobs = (
  query: string,
  page: { limit: number; cursor?: string },
  signal?: AbortSignal,
): Promise<JobList> => {
  const params = new URLSearchParams(query);
  params.set('limit', String(page.limit));
  if (page.cursor !== undefined) params.set('cursor', page.cursor);
  return read<JobList>(`/api/jobs?${params}`, 'jobs', signal);
};

/** @param query what narrows them, as `filterQuery` makes it without states. Default: all jobs */
export const readCounts = async (query = ''): Promise<Record<JobStatus, number>> =>
  (await read<{ counts: Record<JobStatus, number> }>(`/api/jobs/counts${query}`, 'counts')).counts;

/** One page of a bulk action. @param key the same key again does nothing twice */
export const runBulkPage = (request: BulkRequest, key: string): Promise<BulkAnswer> =>
  read<BulkAnswer>('/api/jobs/bulk', 'nextCursor', undefined, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(request),
  });

export const readHistory = (jobId: string, signal?: AbortSignal): Promise<JobHistory> =>
  read<JobHistory>(`/api/jobs/${encodeURIComponent(jobId)}/history`, 'changes', signal);

export const readUsage = (jobId: string, signal?: AbortSignal): Promise<JobUsage> =>
  read<JobUsage>(`/api/jobs/${encodeURIComponent(jobId)}/usage`, 'calls', signal);

export const readRelated = (jobId: string, signal?: AbortSignal): Promise<RelatedJobs> =>
  read<RelatedJobs>(`/api/jobs/${encodeURIComponent(jobId)}/related`, 'children', signal);

/** Address of a job's page, and of a form filled with its input. */
export const jobHref = (jobId: string): string => `/jobs/${encodeURIComponent(jobId)}`;
export const editHref = (job: { id: string; type: string }): string =>
  `/?type=${encodeURIComponent(job.type)}&from=${encodeURIComponent(job.id)}`;
