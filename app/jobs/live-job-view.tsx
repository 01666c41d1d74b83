'use client';

import { type ReactNode, useState } from 'react';
import { newerJob, type ShownJob } from '#components/job-text';
import { isTerminal } from '#contracts/job-status';
import { useJob } from '#hooks/use-job';

interface LiveJobViewProps {
  /** The job as it was listed. */
  job: ShownJob;
  /** Keeps what is shown as it is. */
  paused: boolean;
  draw: (job: ShownJob) => ReactNode;
}

/** A row with the newest that is known of its job. One that had ended when it was listed is never asked for again. */
export function LiveJobView({ job, paused, draw }: LiveJobViewProps) {
  const [wasLive] = useState(() => !isTerminal(job.status));
  const newest = newerJob(job, useJob(wasLive ? job.id : null));
  const [held, setHeld] = useState(newest);
  if (!paused && held !== newest) setHeld(newest);
  return draw(paused ? held : newest);
}
