import { useMemo, useSyncExternalStore } from 'react';
import type { ClientJob, JobsClient } from '#hooks/jobs-api';
import { useJobsClient } from '#hooks/jobs-provider';

const NONE: readonly ClientJob[] = [];

const sameStates = (a: readonly ClientJob[], b: readonly ClientJob[]): boolean =>
  a.length === b.length &&
  a.every((job, index) => {
    const other = b[index];
    return other !== undefined && job.id === other.id && job.status === other.status;
  });

/**
 * The live store's jobs, renewed when a job comes, goes or changes its state, and not at each step of
 * its progress: for whoever needs to know which jobs there are, not how far.
 */
export function useCoarseJobs(): readonly ClientJob[] {
  const client = useJobsClient();
  const read = useMemo(() => coarse(client), [client]);
  return useSyncExternalStore(client.subscribeJobs, read, () => NONE);
}

function coarse(client: JobsClient): () => readonly ClientJob[] {
  let held = NONE;
  return () => {
    const jobs = client.getJobs();
    if (!sameStates(held, jobs)) held = jobs;
    return held;
  };
}
