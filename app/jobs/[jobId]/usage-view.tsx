'use client';

import { useEffect, useState } from 'react';
import { UsageFact } from '#components/job-usage';
import type { JobUsage } from '#contracts/usage';
import { readUsage } from '../../_lib/jobs-api';

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
    readUsage(jobId, stop.signal).then(
      (usage) => setRead({ rev, usage }),
      () => {
        // What is shown stays where it cannot be read again.
        if (!stop.signal.aborted) setRead((shown) => shown ?? { rev, usage: null });
      },
    );
    return () => stop.abort();
  }, [jobId, rev]);
  return read && <UsageFact usage={read.usage} />;
}
