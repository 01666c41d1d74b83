'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { EmptyPeek, JobPeek } from '#components/job-peek';
import type { RowAction } from '#components/job-row';
import { newerJob, type ShownJob } from '#components/job-text';
import { useJobsClient } from '#hooks/jobs-provider';
import { useJob } from '#hooks/use-job';
import { jobHref } from '../_lib/jobs-api';

// What draws results is a third of the page's code, and most visits open none.
const ResultView = dynamic(async () => (await import('./result-view')).ResultView);

interface PeekViewProps {
  jobId: string;
  /** The job as the list has it; undefined where it is not in the list. */
  listed: ShownJob | undefined;
  onAction: (action: RowAction, job: ShownJob) => void;
  onClose: () => void;
}

/** The job of the address' `job`, live. It need not be in the list: the address may have been sent to somebody. */
export function PeekView({ jobId, listed, onAction, onClose }: PeekViewProps) {
  const client = useJobsClient();
  const live = useJob(jobId);
  const [gone, setGone] = useState<string | null>(null);
  const job = listed ? newerJob(listed, live) : live;
  const missing = job === undefined;
  useEffect(() => {
    if (!missing) return;
    let left = false;
    client.loadJob(jobId).catch(() => left || setGone(jobId));
    return () => {
      left = true;
    };
  }, [client, jobId, missing]);
  if (!job) return <EmptyPeek gone={gone === jobId} onClose={onClose} />;
  return (
    <JobPeek
      job={job}
      href={jobHref(jobId)}
      result={<ResultView job={job} />}
      onAction={onAction}
      onClose={onClose}
    />
  );
}
