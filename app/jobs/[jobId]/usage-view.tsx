'use client';

import { useEffect, useState } from 'react';
import { UsageFact } from '#components/job-usage';
import type { JobUsage } from '#contracts/usage';
import { readUsage } from '../../_lib/jobs-api';

/** A read that fails is made again after this, doubling. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

interface UsageViewProps {
  jobId: string;
  /** The job's revision: with a new one the usage is read again. */
  rev: number;
}

interface Read {
  readonly rev: number;
  readonly usage: JobUsage | null;
}

/** What the job has used, read when it is looked at and again when the job changes. */
export function UsageView({ jobId, rev }: UsageViewProps) {
  const [read, setRead] = useState<Read>();
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (againMs: number): void => {
      readUsage(jobId, stop.signal).then(
        (usage) => setRead({ rev, usage }),
        () => {
          if (stop.signal.aborted) return;
          // What is shown stays where it cannot be read again.
          setRead((shown) => shown ?? { rev, usage: null });
          timer = setTimeout(ask, againMs, Math.min(againMs * 2, LONGEST_PAUSE_MS));
        },
      );
    };
    ask(FIRST_PAUSE_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [jobId, rev]);
  return read && <UsageFact usage={read.usage} />;
}
