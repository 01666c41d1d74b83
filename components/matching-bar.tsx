'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { type BulkAction, BulkQuestion, bulkActions } from './bulk-bar';
import { useMessages } from './messages';
import { Button } from './ui/button';

/** All jobs that match a filter, as a selection. */
export interface MatchingJobs {
  /** null while they are being counted. */
  readonly total: number | null;
  /** To how many of them each action applies. */
  readonly fitting: Readonly<Record<BulkAction, number>>;
  /** Jobs asked for so far by an action that is on its way; null when none is. */
  readonly asked: number | null;
  /** What came of the last action, or why there is none, as a sentence. */
  readonly outcome: string | null;
}

interface MatchingBarProps {
  jobs: MatchingJobs;
  /** The filter in words; empty without one. */
  filterText: string;
  onRun: (action: BulkAction) => void;
  /** Ends an action after the jobs that are being asked for now. */
  onStop: () => void;
  onClear: () => void;
}

/** What can be done with every job that matches, also those the list has not loaded. */
export function MatchingBar({ jobs, filterText, onRun, onStop, onClear }: MatchingBarProps) {
  const { bulk } = useMessages().jobList;
  const [asking, setAsking] = useState<BulkAction | null>(null);
  const [running, setRunning] = useState<BulkAction | null>(null);
  const { total, fitting, asked, outcome } = jobs;
  const status =
    asked !== null && running !== null
      ? bulk.progress(asked, fitting[running])
      : (outcome ?? (total === null ? bulk.counting : bulk.allSelected(total)));
  return (
    <section className="bulk" aria-label={bulk.region} data-bulk="matching">
      <span role="status">{status}</span>
      {asked !== null ? (
        <Button variant="outline" size="sm" onClick={onStop}>
          {bulk.stop}
        </Button>
      ) : (
        bulkActions.map(
          (action) =>
            fitting[action] > 0 && (
              <Button
                key={action}
                variant="outline"
                size="sm"
                data-bulk-action={action}
                onClick={() => setAsking(action)}
              >
                {bulk[action](fitting[action])}
              </Button>
            ),
        )
      )}
      <Button variant="ghost" size="sm" icon aria-label={bulk.clear} onClick={onClear}>
        <X className="i" aria-hidden="true" />
      </Button>
      {asking !== null && (
        <BulkQuestion
          action={asking}
          count={fitting[asking]}
          which={filterText === '' ? bulk.every : bulk.those(filterText)}
          onConfirm={() => {
            setAsking(null);
            setRunning(asking);
            onRun(asking);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}
