'use client';

import { useState, useSyncExternalStore } from 'react';
import { countFolded, type ToastCandidate } from '#components/toast-plan';
import { AwaySummary, ToastSummary } from '#components/toast-summary';
import { useToastTimer } from '#components/toast-timer';
import { useJobsClient } from '#hooks/jobs-provider';
import { useToasts } from './toasts-context';

/** An ending that was counted and never shown by itself leaves the summary after this long. */
const COUNTED_MS = 6_000;

/** All jobs that have no toast of their own. */
export function SummaryToastView() {
  const { counts, folded, held, dismiss, onCancelAll } = useToasts();
  const [last, setLast] = useState(counts);
  const empty = folded.length === 0;
  if (!empty && counts !== last) setLast(counts);
  const percent = useLivePercent(folded);
  const ended = folded.filter(({ job }) => ['completed', 'cancelled'].includes(job.status));
  useToastTimer(ended.length > 0 ? COUNTED_MS : null, held, () =>
    dismiss(...ended.map(({ key }) => key)),
  );
  return (
    <ToastSummary
      counts={empty ? last : { ...counts, percent }}
      href="/jobs"
      onCancelAll={onCancelAll}
      onDismiss={() => dismiss(...folded.map(({ key }) => key))}
    />
  );
}

/** Mean of the folded jobs' percents as they are now; renders anew for whole percents only. */
function useLivePercent(folded: readonly ToastCandidate[]): number {
  const client = useJobsClient();
  const mean = () => {
    const now = folded.map(({ key, job }) => ({ key, job: client.getJob(job.id) ?? job }));
    return Math.floor(countFolded(now).percent);
  };
  return useSyncExternalStore(client.subscribeJobs, mean, () => 0);
}

/** What ended while no page was looked at. */
export function AwayToastView() {
  const { away, clearAway } = useToasts();
  const [last, setLast] = useState(away);
  if (away !== null && away !== last) setLast(away);
  const shown = away ?? last;
  return shown && <AwaySummary {...shown} href="/jobs" onDismiss={clearAway} />;
}
