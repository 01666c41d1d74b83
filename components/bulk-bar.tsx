'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { firstAction } from './job-row';
import type { ShownJob } from './job-text';
import { useMessages } from './messages';
import { Button } from './ui/button';

export type BulkAction = 'cancel' | 'retry';

interface BulkBarProps {
  selected: readonly ShownJob[];
  /** An action on its way: how many of how many are answered. */
  working: boolean;
  /** What the last action did, as a sentence. */
  outcome: string | null;
  onRun: (action: BulkAction, jobs: readonly ShownJob[]) => void;
  onClear: () => void;
}

/** What can be done with the selected jobs; each action says to how many it applies, and asks first. */
export function BulkBar({ selected, working, outcome, onRun, onClear }: BulkBarProps) {
  const { jobList, time } = useMessages();
  const { bulk } = jobList;
  const [asking, setAsking] = useState<BulkAction | null>(null);
  if (selected.length === 0) return null;
  const jobsFor = (action: BulkAction) => selected.filter((job) => firstAction(job) === action);
  const [cancellable, retryable] = [jobsFor('cancel'), jobsFor('retry')];
  const jobs = asking === null ? [] : jobsFor(asking);
  return (
    <section className="bulk" aria-label={bulk.region} data-bulk="">
      <span>
        <b>{time.count(selected.length)}</b> {bulk.selected}
      </span>
      {outcome && (
        <span className="muted" role="status">
          {outcome}
        </span>
      )}
      {cancellable.length > 0 && (
        <Button
          variant="outline"
          size="sm"
          data-bulk-action="cancel"
          waiting={working}
          onClick={() => setAsking('cancel')}
        >
          {bulk.cancel(cancellable.length)}
        </Button>
      )}
      {retryable.length > 0 && (
        <Button
          variant="outline"
          size="sm"
          data-bulk-action="retry"
          waiting={working}
          onClick={() => setAsking('retry')}
        >
          {bulk.retry(retryable.length)}
        </Button>
      )}
      <Button variant="ghost" size="sm" icon aria-label={bulk.clear} onClick={onClear}>
        <X className="i" aria-hidden="true" />
      </Button>
      {asking !== null && (
        <ConfirmDialog
          title={
            asking === 'cancel' ? bulk.confirmCancel(jobs.length) : bulk.confirmRetry(jobs.length)
          }
          text={asking === 'cancel' ? bulk.confirmCancelText : bulk.confirmRetryText}
          confirmLabel={asking === 'cancel' ? bulk.cancel(jobs.length) : bulk.retry(jobs.length)}
          cancelLabel={bulk.no}
          danger={asking === 'cancel'}
          onConfirm={() => {
            setAsking(null);
            onRun(asking, jobs);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}
