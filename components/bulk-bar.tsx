'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { firstAction } from './job-row';
import type { ShownJob } from './job-text';
import { useMessages } from './messages';
import { Button } from './ui/button';

const bulkActions = ['cancel', 'retry'] as const;
export type BulkAction = (typeof bulkActions)[number];

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
  const possible = bulkActions
    .map((action) => [action, jobsFor(action).length] as const)
    .filter(([, count]) => count > 0);
  const jobs = asking === null ? [] : jobsFor(asking);
  return (
    <section className="bulk" aria-label={bulk.region} data-bulk="">
      <span>
        <b>{time.count(selected.length)}</b> {bulk.selected}
      </span>
      <span className="muted" role="status">
        {outcome}
      </span>
      {possible.map(([action, count]) => (
        <Button
          key={action}
          variant="outline"
          size="sm"
          data-bulk-action={action}
          waiting={working}
          onClick={() => setAsking(action)}
        >
          {bulk[action](count)}
        </Button>
      ))}
      <Button variant="ghost" size="sm" icon aria-label={bulk.clear} onClick={onClear}>
        <X className="i" aria-hidden="true" />
      </Button>
      {asking !== null && (
        <Question
          action={asking}
          count={jobs.length}
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

interface QuestionProps {
  action: BulkAction;
  count: number;
  onConfirm: () => void;
  onClose: () => void;
}

function Question({ action, count, ...answers }: QuestionProps) {
  const { bulk } = useMessages().jobList;
  const cancels = action === 'cancel';
  return (
    <ConfirmDialog
      {...answers}
      title={cancels ? bulk.confirmCancel(count) : bulk.confirmRetry(count)}
      text={cancels ? bulk.confirmCancelText : bulk.confirmRetryText}
      confirmLabel={cancels ? bulk.cancel(count) : bulk.retry(count)}
      cancelLabel={bulk.no}
      danger={cancels}
    />
  );
}
