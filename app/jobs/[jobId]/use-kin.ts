import { useEffect, useState } from 'react';
import type { ShownJob } from '#components/job-text';
import { readCounts, readJobs } from '../../_lib/jobs-api';

/** What other jobs of the same type say about a failure. */
export interface Kin {
  /** The newest job of the type that came to its end; null where there is none. */
  readonly lastGoodId: string | null;
  /** Own jobs of the type that failed within a day, this one included. */
  readonly failedLately: number;
}

/** Asked for once a failed job is looked at; null until it is known, or where it cannot be had. */
export function useKin({ id, type, status }: ShownJob): Kin | null {
  const failed = status === 'failed';
  const [kin, setKin] = useState<(Kin & { readonly of: string }) | null>(null);
  useEffect(() => {
    if (!failed) return;
    const request = new AbortController();
    const name = encodeURIComponent(type);
    Promise.all([
      readJobs(`status=completed&type=${name}`, { limit: 1 }, request.signal),
      readCounts(`?type=${name}&within=24h`),
    ]).then(
      ([{ jobs }, counts]) => {
        if (request.signal.aborted) return;
        setKin({ of: id, lastGoodId: jobs[0]?.id ?? null, failedLately: counts.failed });
      },
      () => {}, // The card says the rest without it.
    );
    return () => request.abort();
  }, [id, type, failed]);
  return kin?.of === id ? kin : null;
}
