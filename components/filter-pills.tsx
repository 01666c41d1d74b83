'use client';

import { type JobStatus, jobStatuses } from '#contracts/job-status';
import { useMessages } from './messages';
import { StateGlyph } from './state-glyph';

interface FilterPillsProps {
  /** Jobs by status; null while they are not known. */
  counts: Readonly<Record<JobStatus, number>> | null;
  chosen: readonly JobStatus[];
  onToggle: (status: JobStatus) => void;
}

/** The eight states with their counts, each a filter that can be switched on and off. */
export function FilterPills({ counts, chosen, onToggle }: FilterPillsProps) {
  const { jobList, state, time } = useMessages();
  return (
    <fieldset className="cluster pills" aria-label={jobList.state}>
      {jobStatuses.map((status) => (
        <button
          key={status}
          className="pill"
          type="button"
          aria-pressed={chosen.includes(status)}
          data-filter-status={status}
          onClick={() => onToggle(status)}
        >
          <StateGlyph state={status} percent={40} />
          {state.words[status]}
          {counts && <b>{time.count(counts[status] ?? 0)}</b>}
        </button>
      ))}
    </fieldset>
  );
}
