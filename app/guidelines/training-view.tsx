'use client';

import { CircleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import type { Job } from '#contracts/job';
import type { ClientJob, RequestFailure } from '#hooks/jobs-api';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { LatestLine } from '../latest-line-view';

/** While a job runs the topics are read anew at most this often, in milliseconds. */
const READ_EVERY_MS = 3_000;

interface TrainingViewProps {
  /** Topics that have been learnt, of `total`. */
  learned: number;
  total: number;
  isAdmin: boolean;
  /** The newest training of this user when the page was made. */
  latest: Job | null;
}

/** How much has been learnt; the button that learns the rest, and how far it is. */
export function TrainingView({ learned, total, isAdmin, latest }: TrainingViewProps) {
  const { training } = useMessages().guidelines;
  const { jobs } = useBackgroundJobs({ types: ['train'] });
  const job = jobs[0];
  useTopicsRead(job);
  return (
    <Panel title={training.title} aside={<bdi>{training.learned(learned, total)}</bdi>}>
      <div className="training">
        <p className="note">{training.about}</p>
        {isAdmin ? (
          <StartTraining job={job} latest={latest} />
        ) : (
          <p className="xs muted">{training.adminOnly}</p>
        )}
      </div>
    </Panel>
  );
}

interface StartTrainingProps extends Pick<TrainingViewProps, 'latest'> {
  job: ClientJob<'train'> | undefined;
}

function StartTraining({ job, latest }: StartTrainingProps) {
  const { guidelines, studio } = useMessages();
  const { createJob } = useBackgroundJobs({ types: ['train'] });
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async () => {
    setWaiting(true);
    setProblem(null);
    try {
      await createJob({ type: 'train' });
    } catch (error) {
      const { code, message } = error as RequestFailure;
      const offline = code === 'offline';
      setProblem(offline ? studio.notStartedOffline : guidelines.training.failed(message));
    }
    setWaiting(false);
  };
  const runs = job !== undefined && job.finishedAt === null;
  return (
    <>
      <Button className="train" waiting={waiting || runs} onClick={start}>
        {guidelines.training.start}
      </Button>
      {problem !== null && !runs ? (
        <p className="problem" role="alert">
          <CircleAlert className="i" aria-hidden="true" />
          {problem}
        </p>
      ) : (
        <LatestLine type="train" known={latest} />
      )}
    </>
  );
}

/** Reads the page anew as the job gets on, and once it has ended. */
function useTopicsRead(job: ClientJob | undefined): void {
  const router = useRouter();
  const readAt = useRef(Number.NEGATIVE_INFINITY);
  const key = job ? `${job.id} ${job.status} ${job.progress.message}` : null;
  const first = useRef(key);
  useEffect(() => {
    // What the page was made with is as new as the job was then.
    if (key === null || key === first.current) return;
    first.current = null;
    const wait = Math.max(0, readAt.current + READ_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      readAt.current = performance.now();
      router.refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [key, router]);
}
