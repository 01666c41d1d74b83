import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { HeadAction } from '#components/job-head';
import type { ShownJob } from '#components/job-text';
import { useMessages } from '#components/messages';
import { useJobsClient } from '#hooks/jobs-provider';
import { jobHref } from '../../_lib/jobs-api';

/** Cancelling and retrying from the job's page. A retry is another job: its page opens. */
export function useJobActions(job: ShownJob): {
  waiting: HeadAction | null;
  problem: string | null;
  act: (action: HeadAction) => void;
} {
  const client = useJobsClient();
  const router = useRouter();
  const { job: words } = useMessages();
  const [waiting, setWaiting] = useState<HeadAction | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (action: HeadAction) => {
    if (waiting !== null) return;
    setWaiting(action);
    setProblem(null);
    try {
      if (action === 'cancel') await client.cancelJob(job.id);
      else if (action === 'start') await client.startNow(job.id);
      else router.push(jobHref(await client.retryJob(job.id)));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : words.offline);
    } finally {
      setWaiting(null);
    }
  };
  return { waiting, problem, act: (action) => void act(action) };
}
