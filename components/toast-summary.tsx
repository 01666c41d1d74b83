'use client';

import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { ToastFrame } from './toast-frame';
import type { FoldedCounts } from './toast-plan';
import { TextButton } from './ui/button';
import { Link } from './ui/link';

interface ToastSummaryProps {
  counts: FoldedCounts;
  /** Address of the list of all jobs. */
  href: string;
  onCancelAll: () => void;
  onDismiss: () => void;
}

/** One toast for all jobs that have none of their own. */
export function ToastSummary({ counts, href, onCancelAll, onDismiss }: ToastSummaryProps) {
  const { toasts } = useMessages();
  const { summary } = toasts;
  const live = counts.running + counts.queued;
  const all = live + counts.failed + counts.done;
  const state = live > 0 ? 'running' : counts.failed > 0 ? 'failed' : 'completed';
  return (
    <ToastFrame
      data-toast-summary=""
      state={state}
      percent={counts.percent}
      title={live > 0 || counts.failed > 0 ? summary.more(all) : summary.finished(all)}
      message={summary.tally(counts)}
      bar={
        live > 0 && (
          <ProgressBar
            label={summary.label(all)}
            state={counts.running > 0 ? 'running' : 'pending'}
            percent={counts.percent}
          />
        )
      }
      meta={live > 0 && <bdi>{summary.overall(counts.percent)}</bdi>}
      actions={
        <>
          <Link className="textlink" href={href}>
            {summary.showAll}
          </Link>
          {live > 0 && <TextButton onClick={onCancelAll}>{summary.cancelAll}</TextButton>}
        </>
      }
      dismissLabel={summary.dismiss}
      onDismiss={onDismiss}
    />
  );
}

interface AwaySummaryProps {
  completed: number;
  failed: number;
  cancelled: number;
  href: string;
  onDismiss: () => void;
}

/** What ended while nobody looked, told once. */
export function AwaySummary({ completed, failed, cancelled, href, onDismiss }: AwaySummaryProps) {
  const { toasts } = useMessages();
  const { summary } = toasts;
  const all = completed + failed + cancelled;
  return (
    <ToastFrame
      data-toast-away=""
      state={failed > 0 ? 'failed' : completed > 0 ? 'completed' : 'cancelled'}
      title={summary.away(all)}
      message={summary.awayTally(completed, failed, cancelled)}
      actions={
        <Link className="textlink" href={href}>
          {summary.showAll}
        </Link>
      }
      dismissLabel={summary.dismiss}
      onDismiss={onDismiss}
    />
  );
}
