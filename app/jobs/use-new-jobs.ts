import { useMemo } from 'react';
import { fitsFilter, type JobFilter } from '#components/job-filter';
import { useCoarseJobs } from '../use-coarse-jobs';

/**
 * How many jobs came since the list was read and belong into it.
 *
 * @param readAt the server's time of the read, in milliseconds since 1970
 */
export function useNewJobs(
  filter: JobFilter,
  readAt: number,
  listed: readonly { readonly id: string }[],
): number {
  const jobs = useCoarseJobs();
  return useMemo(() => {
    const known = new Set(listed.map(({ id }) => id));
    return jobs.filter(
      (job) =>
        job.status !== 'creating' &&
        !known.has(job.id) &&
        Date.parse(job.createdAt) >= readAt &&
        fitsFilter(filter, job),
    ).length;
  }, [jobs, filter, readAt, listed]);
}
