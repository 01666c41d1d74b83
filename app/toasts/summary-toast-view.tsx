'use client';

import { useState } from 'react';
import { AwaySummary, ToastSummary } from '#components/toast-summary';
import { useToastTimer } from '#components/toast-timer';
import { useToasts } from './toasts-context';

/** An ending that was counted and never shown by itself leaves the summary after this long. */
const COUNTED_MS = 6_000;

/** All jobs that have no toast of their own. */
export function SummaryToastView() {
  const { counts, folded, held, dismiss, onCancelAll } = useToasts();
  const [last, setLast] = useState(counts);
  const empty = folded.length === 0;
  if (!empty && counts !== last) setLast(counts);
  const ended = folded.filter(({ job }) => ['completed', 'cancelled'].includes(job.status));
  useToastTimer(ended.length > 0 ? COUNTED_MS : null, held, () =>
    dismiss(...ended.map(({ key }) => key)),
  );
  return (
    <ToastSummary
      counts={empty ? last : counts}
      href="/jobs"
      onCancelAll={onCancelAll}
      onDismiss={() => dismiss(...folded.map(({ key }) => key))}
    />
  );
}

/** What ended while no page was looked at. */
export function AwayToastView() {
  const { away, clearAway } = useToasts();
  const [last, setLast] = useState(away);
  if (away !== null && away !== last) setLast(away);
  const shown = away ?? last;
  return shown && <AwaySummary {...shown} href="/jobs" onDismiss={clearAway} />;
}
