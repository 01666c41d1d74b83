'use client';

import { useCallback, useState, useSyncExternalStore } from 'react';
import type { ShownJob } from '#components/job-text';
import { type JobAction, JobToast } from '#components/job-toast';
import { useMessages } from '#components/messages';
import type { ToastEntry } from '#components/toast-book';
import { lifeOf, useToastTimer } from '#components/toast-timer';
import { isTerminal } from '#contracts/job-status';
import type { Messages } from '#contracts/messages/index';
import { useJobsClient } from '#hooks/jobs-provider';
import { useJob } from '#hooks/use-job';
import { jobHref } from '../_lib/jobs-api';
import { useAskToNotify } from '../notifications/use-ask';
import { useToasts } from './toasts-context';

/** The body of one toast: mounted once, then it follows its job by itself. */
export function JobToastView({ toastKey }: { toastKey: string }) {
  const { book } = useToasts();
  const read = useCallback(() => book.get(toastKey), [book, toastKey]);
  const entry = useSyncExternalStore(book.subscribe, read, () => undefined);
  // On its way out: the list of toasts has not heard of it yet.
  const [last, setLast] = useState(entry);
  if (entry && entry !== last) setLast(entry);
  const shown = entry ?? last;
  return shown ? <Body entry={shown} /> : null;
}

function Body({ entry }: { entry: ToastEntry }) {
  const { held, dismiss, desktop } = useToasts();
  const client = useJobsClient();
  const job = useShownJob(entry);
  const { waiting, problem, run } = useToastActions(job.id);
  const leave = () => dismiss(entry.key);
  const onNotify = useAskToNotify(job, desktop);
  useToastTimer(lifeOf(entry.phase, job), held, leave);
  return (
    <JobToast
      job={job}
      href={jobHref(job.id)}
      lost={entry.phase === 'lost'}
      waiting={waiting}
      problem={problem}
      onCancel={() => run('cancel')}
      onRetry={() => run('retry', leave)}
      onStart={() => run('start')}
      onCheckAgain={() => {
        leave();
        client.reconnect();
      }}
      {...(onNotify ? { onNotify } : {})}
      onDismiss={leave}
    />
  );
}

/** The live row until the job has ended; from then on only what this tab has been given to show. */
function useShownJob({ phase, job }: ToastEntry): ShownJob {
  const follows = (phase === 'live' || phase === 'settling') && job.status !== 'creating';
  const row: ShownJob | undefined = useJob(follows ? job.id : null);
  const live = row !== undefined && !isTerminal(row.status) ? row : undefined;
  const [last, setLast] = useState(live);
  if (live && live !== last) setLast(live);
  if (!follows) return job;
  return live ?? (last?.id === job.id ? last : job);
}

/** What has been asked of the server, and why it did not work. */
function useToastActions(jobId: string) {
  const client = useJobsClient();
  const { toasts } = useMessages();
  const [waiting, setWaiting] = useState<JobAction | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (action: JobAction, onDone?: () => void) => {
    setWaiting(action);
    setProblem(null);
    try {
      if (action === 'cancel') await client.cancelJob(jobId);
      else if (action === 'start') await client.startNow(jobId);
      else await client.retryJob(jobId);
      onDone?.();
    } catch (error) {
      setProblem(refusal(error, action, toasts));
    } finally {
      setWaiting(null);
    }
  };
  return {
    waiting,
    problem,
    run: (action: JobAction, onDone?: () => void) => void run(action, onDone),
  };
}

function refusal(error: unknown, action: JobAction, toasts: Messages['toasts']): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // It ended, or went on, before the request arrived: that is on its way and says more.
  if (code === 'already_finished' || code === 'not_waiting') return null;
  if (code === 'offline' || code === 'network') return toasts.offlineNothing;
  if (action === 'start') return toasts.notStarted;
  return action === 'cancel' ? toasts.notCancelled : toasts.notRetried;
}
