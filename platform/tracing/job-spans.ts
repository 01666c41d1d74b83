import { spanIdOf } from './trace-context';

/** The span that publishes a change of a job. */
export const publicationId = (jobId: string, rev: number): string =>
  spanIdOf(jobId, 'publish', rev);

/** The span of the run that claimed a job as the `fence`th. */
export const runId = (jobId: string, fence: number): string => spanIdOf(jobId, 'run', fence);
