'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { firstAction } from './job-row';
import { isHeldBack, type ShownJob } from './job-text';
import { useMessages } from './messages';
import { Button, TextButton } from './ui/button';

export const bulkActions = ['cancel', 'start', 'retry'] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Whether the action means anything for a job in this state. */
export const bulkApplies = (action: BulkAction, job: Pick<ShownJob, 'status'>): boolean =>
  action === 'start' ? isHeldBack(job) : firstAction(job) === action;

interface BulkBarProps {
  selected: readonly ShownJob[];
  /** An action on its way: how many of how many are answered. */
  working: boolean;
  /** What the last action did, as a sentence. */
  outcome: string | null;
  onRun: (action: BulkAction, jobs: readonly ShownJob[]) => void;
  onClear: () => void;
  /** Given where more jobs match than are listed: selects those too. */
  onAll?: () => void;
  /** Given where not all that are listed are selected. A narrow list has no head to select them by. */
  onPage?: () => void;
}

/** What can be done with the selected jobs; each action says to how many it applies, and asks first. */
export function BulkBar({
  selected,
  working,
  outcome,
  onRun,
  onClear,
  onAll,
  onPage,
}: BulkBarProps) {
  const { jobList, time } = useMessages();
  const { bulk } = jobList;
  const [asking, setAsking] = useState<BulkAction | null>(null);
  if (selected.length === 0) return null;
  const jobsFor = (action: BulkAction) => selected.filter((job) => bulkApplies(action, job));
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
      {onPage && !working && (
        <TextButton className="narrow-only" onClick={onPage}>
          {jobList.selectAll}
        </TextButton>
      )}
      {onAll && !working && (
        <TextButton data-select-matching="" onClick={onAll}>
          {bulk.all}
        </TextButton>
      )}
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
        <BulkQuestion
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

interface BulkQuestionProps {
  action: BulkAction;
  count: number;
  /** Which jobs they are, where they are more than what is listed. */
  which?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks with the number of jobs, and says what cannot be undone. */
export function BulkQuestion({ action, count, which = '', ...answers }: BulkQuestionProps) {
  const { bulk } = useMessages().jobList;
  const [title, text] = {
    cancel: [bulk.confirmCancel, bulk.confirmCancelText] as const,
    start: [bulk.confirmStart, bulk.confirmStartText] as const,
    retry: [bulk.confirmRetry, bulk.confirmRetryText] as const,
  }[action];
  return (
    <ConfirmDialog
      {...answers}
      title={title(count)}
      text={[which, text].filter(Boolean).join(' ')}
      confirmLabel={bulk[action](count)}
      cancelLabel={bulk.no}
      danger={action === 'cancel'}
    />
  );
}
