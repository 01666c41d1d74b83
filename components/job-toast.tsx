'use client';

import { useEffect, useState } from 'react';
import {
  drawnState,
  hasProgress,
  isHeldBack,
  jobMessage,
  jobTitle,
  progressMeta,
  progressValueText,
  type ShownJob,
  shownPercent,
  tookMs,
} from './job-text';
import { Countdown, Moment } from './job-time';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { ToastFrame } from './toast-frame';
import { TextButton } from './ui/button';
import { Link } from './ui/link';

/** After this long in `cancelling` the toast says why it still stands there. */
const STILL_STOPPING_MS = 10_000;

export type JobAction = 'cancel' | 'retry' | 'start';

export interface JobToastProps {
  job: ShownJob;
  /** Address of the job's page. */
  href: string;
  /** The server no longer knows this job; `job` is what was last known. */
  lost?: boolean;
  /** What has been asked of the server and not been answered. */
  waiting?: JobAction | null;
  /** Why the last action did not work, as a sentence. */
  problem?: string | null;
  onCancel: () => void;
  onRetry: () => void;
  /** Ends the wait of a job that is scheduled or pauses before its next attempt. */
  onStart: () => void;
  onCheckAgain: () => void;
  /** Offers to tell of the end outside the page. */
  onNotify?: () => void;
  onDismiss: () => void;
}

/** One job as a toast, in any state. Carries no news of its own: title, message and bar follow the row. */
export function JobToast({ job, lost = false, problem, onDismiss, ...rest }: JobToastProps) {
  const messages = useMessages();
  const { toasts } = messages;
  const title = jobTitle(messages, job);
  const state = lost ? 'scheduled' : drawnState(job);
  const mark = {
    'data-job-toast': '',
    'data-job-id': job.id,
    'data-status': lost ? 'lost' : job.status,
  };
  return (
    <ToastFrame
      {...mark}
      state={state}
      percent={shownPercent(job)}
      title={title}
      message={problem ?? (lost ? toasts.lost : <ToastMessage job={job} />)}
      bar={lost ? undefined : <ToastBar job={job} />}
      meta={lost ? undefined : <ToastMeta job={job} />}
      actions={<ToastActions job={job} lost={lost} {...rest} />}
      dismissLabel={toasts.dismiss(title)}
      onDismiss={onDismiss}
    />
  );
}

function ToastMessage({ job }: { job: ShownJob }) {
  const messages = useMessages();
  if (job.status === 'scheduled' && job.runAt !== null) {
    return (
      <>
        {messages.toasts.starts} <Moment at={job.runAt} />
      </>
    );
  }
  return jobMessage(messages, job);
}

function ToastBar({ job }: { job: ShownJob }) {
  const messages = useMessages();
  const starting = job.status === 'creating';
  const inLine = job.status === 'pending';
  if (!starting && !inLine && !hasProgress(job) && job.status !== 'completed') return null;
  return (
    <ProgressBar
      label={jobTitle(messages, job)}
      state={drawnState(job)}
      percent={starting ? null : inLine ? 0 : shownPercent(job)}
      valueText={progressValueText(messages, job)}
      stale={job.stale === true || job.status === 'retrying'}
    />
  );
}

function ToastMeta({ job }: { job: ShownJob }) {
  const messages = useMessages();
  const { job: words, toasts } = messages;
  const stillStopping = useLate(job.status === 'cancelling', STILL_STOPPING_MS);
  switch (job.status) {
    case 'running':
      return <bdi>{progressMeta(messages, job)}</bdi>;
    case 'retrying':
      return (
        <bdi>
          {toasts.nextAttempt(job.attempt + 1, job.maxAttempts)}
          {job.runAt !== null && (
            <>
              {' '}
              <Countdown until={job.runAt} />
            </>
          )}
        </bdi>
      );
    case 'scheduled':
      return job.runAt === null ? null : <Countdown until={job.runAt} />;
    case 'cancelling':
      return stillStopping ? toasts.stillStopping : null;
    case 'completed': {
      const took = tookMs(job);
      return took === null ? null : <bdi>{words.took(took)}</bdi>;
    }
    case 'failed':
      return <bdi>{toasts.attempts(job.attempt)}</bdi>;
    default:
      return null;
  }
}

type ActionsProps = Omit<JobToastProps, 'problem' | 'onDismiss'>;

function ToastActions({ job, lost, href, waiting, ...on }: ActionsProps) {
  const { toasts, notifications } = useMessages();
  const { onCancel, onRetry, onStart, onCheckAgain, onNotify } = on;
  if (lost) return <TextButton onClick={onCheckAgain}>{toasts.checkAgain}</TextButton>;
  const view = (text: string) => (
    <Link className="textlink" href={href}>
      {text}
    </Link>
  );
  const again = (text: string) => (
    <TextButton
      aria-disabled={waiting === 'retry'}
      onClick={waiting === 'retry' ? undefined : onRetry}
    >
      {text}
    </TextButton>
  );
  switch (job.status) {
    case 'creating':
      return null;
    case 'pending':
    case 'scheduled':
    case 'running':
    case 'retrying':
    case 'cancelling': {
      // Stays where it was while the job stops, so that the focus stays on it.
      const stopping = job.status === 'cancelling' || waiting === 'cancel';
      const starting = stopping || waiting === 'start';
      return (
        <>
          <TextButton aria-disabled={stopping} onClick={stopping ? undefined : onCancel}>
            {toasts.cancel}
          </TextButton>
          {isHeldBack(job) && (
            <TextButton aria-disabled={starting} onClick={starting ? undefined : onStart}>
              {job.status === 'scheduled' ? toasts.startNow : toasts.retryNow}
            </TextButton>
          )}
          {(job.status === 'running' || job.status === 'cancelling') && view(toasts.view)}
          {onNotify && <TextButton onClick={onNotify}>{notifications.ask}</TextButton>}
        </>
      );
    }
    case 'completed':
      return view(toasts.view);
    case 'failed':
      return (
        <>
          {view(toasts.details)}
          {again(toasts.retry)}
        </>
      );
    case 'cancelled':
      return again(toasts.runAgain);
  }
}

/** True once `on` has been true for `afterMs` without a break. */
function useLate(on: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [on, afterMs]);
  return on && late;
}
