import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { JobStatus } from '#contracts/job';
import { readCounts } from '../_lib/jobs-api';
import { useCoarseJobs } from '../use-coarse-jobs';
import type { FirstPage } from './first-page';

/** Changes of state gather this long before the counts are asked for again. */
const GATHER_MS = 500;

type Counts = Record<JobStatus, number>;

/** Jobs by state, asked for again after a change; they stand still while live is paused. */
export function useCounts(first: FirstPage, paused: boolean): Counts | null {
  const jobs = useCoarseJobs();
  const [read, setRead] = useState<{ first: FirstPage; counts: Counts } | null>(null);
  const counted = useRef(jobs);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ask = useEffectEvent(() => {
    timer.current = undefined;
    counted.current = jobs;
    readCounts().then(
      (counts) => setRead({ first, counts }),
      () => {}, // The old figures stay; the next change asks again.
    );
  });
  useEffect(() => {
    // Set once for all changes until it fires: changes that never rest must not keep it from firing.
    if (!paused && counted.current !== jobs) timer.current ??= setTimeout(ask, GATHER_MS);
  }, [jobs, paused]);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (read?.first === first) return read.counts;
  return first.ok ? first.counts : (read?.counts ?? null);
}
