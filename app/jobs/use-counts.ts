import { useEffect, useState } from 'react';
import type { JobStatus } from '#contracts/job';
import { readCounts } from '../_lib/jobs-api';
import { useCoarseJobs } from '../use-coarse-jobs';
import type { FirstPage } from './jobs-view';

/** Changes of state gather this long before the counts are asked for again. */
const GATHER_MS = 700;

type Counts = Record<JobStatus, number>;

/** Jobs by state, asked for again after a change; they stand still while live is paused. */
export function useCounts(first: FirstPage, paused: boolean): Counts | null {
  const jobs = useCoarseJobs();
  const [read, setRead] = useState<{ first: FirstPage; counts: Counts } | null>(null);
  const [seen, setSeen] = useState(jobs);
  useEffect(() => {
    if (paused || seen === jobs) return;
    const request = new AbortController();
    const timer = setTimeout(() => {
      setSeen(jobs);
      readCounts(request.signal).then(
        (counts) => setRead({ first, counts }),
        () => {}, // The old figures stay; the next change asks again.
      );
    }, GATHER_MS);
    return () => clearTimeout(timer);
  }, [jobs, paused, seen, first]);
  if (read?.first === first) return read.counts;
  return first.ok ? first.counts : (read?.counts ?? null);
}
