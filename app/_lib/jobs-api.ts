import type { BulkAnswer, BulkRequest, JobHistory, JobList, RelatedJobs } from '#contracts/api';
import type { JobStatus } from '#contracts/job';
import type { JobUsage } from '#contracts/usage';
import { readJson as read } from './read-json';

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
