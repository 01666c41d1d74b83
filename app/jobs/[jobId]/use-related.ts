import { useEffect, useState } from 'react';
import type { RelatedJobs } from '#contracts/api';
import { readRelated } from '../../_lib/jobs-api';
import { useCoarseJobs } from '../../use-coarse-jobs';

/** Changes gather this long before the tree is asked for again, in milliseconds. */
const GATHER_MS = 150;

/**
 * The jobs round a job, read when they are looked at, and again when the job changes or when the live
 * store learns of one that has come to them. How far each of them is, the store tells by itself.
 *
 * @returns undefined until they are read, null where they cannot be
 */
export function useRelated(jobId: string, rev: number): RelatedJobs | null | undefined {
  const [related, setRelated] = useState<RelatedJobs | null>();
  const near = useCoarseJobs()
    .filter((job) => job.parentId === jobId || job.retryOf === jobId)
    .map((job) => job.id)
    .sort()
    .join(' ');
  const wanted = `${jobId} ${rev} ${near}`;
  const first = related === undefined;

  useEffect(() => {
    const stop = new AbortController();
    const [id = ''] = wanted.split(' ');
    const timer = setTimeout(
      () =>
        readRelated(id, stop.signal).then(setRelated, () => {
          // What is shown stays where it cannot be read again.
          if (!stop.signal.aborted) setRelated((shown) => shown ?? null);
        }),
      first ? 0 : GATHER_MS,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, first]);

  return related;
}
