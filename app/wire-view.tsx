'use client';

import { drawnState, shownPercent } from '#components/job-text';
import { Wire } from '#components/wire';
import { useBackgroundJobs } from '#hooks/use-background-jobs';

/** The wire of the jobs that are live now, the oldest at the start: none changes its place while it runs. */
export function WireView() {
  const { active } = useBackgroundJobs();
  const jobs = active
    .map((job) => ({ key: job.key, state: drawnState(job), percent: shownPercent(job) }))
    .reverse();
  return <Wire jobs={jobs} />;
}
