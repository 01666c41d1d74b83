import type { z } from 'zod';
import {
  type JobHistory,
  type JobList,
  jobCountsSchema,
  jobHistorySchema,
  jobListSchema,
} from '#contracts/api';
import { problemSchema } from '#contracts/errors';
import type { JobStatus } from '#contracts/job';

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

/** Reads one of our own routes with the session's cookie. @throws ReadFailure, or an AbortError */
async function read<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' }, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ReadFailure('network', 'The server cannot be reached.', null);
  }
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body).data;
    const text = problem?.detail ?? `The server answered ${response.status}.`;
    throw new ReadFailure(problem?.code ?? `http_${response.status}`, text, requestId);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
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
  return read(`/api/jobs?${params}`, jobListSchema, signal);
};

export const readCounts = async (signal?: AbortSignal): Promise<Record<JobStatus, number>> =>
  (await read('/api/jobs/counts', jobCountsSchema, signal)).counts;

export const readHistory = (jobId: string, signal?: AbortSignal): Promise<JobHistory> =>
  read(`/api/jobs/${encodeURIComponent(jobId)}/history`, jobHistorySchema, signal);

/** Address of a job's page, and of a form filled with its input. */
export const jobHref = (jobId: string): string => `/jobs/${encodeURIComponent(jobId)}`;
export const editHref = (job: { id: string; type: string }): string =>
  `/?type=${encodeURIComponent(job.type)}&from=${encodeURIComponent(job.id)}`;
