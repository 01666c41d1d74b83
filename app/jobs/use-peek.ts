import { useSearchParams } from 'next/navigation';
import { filterQuery, type JobFilter } from '#components/job-filter';

/** The job that is looked at beside the list. It stands in the address, so that a reload and back keep it. */
export interface Peek {
  readonly jobId: string | null;
  readonly open: (jobId: string) => void;
  /** As `open`, without a step in the history: the focus moves from row to row. */
  readonly follow: (jobId: string) => void;
  readonly close: () => void;
}

/** Address of the list with a filter and, where there is one, a job beside it. */
export function listAddress(filter: JobFilter, jobId: string | null): string {
  const query = filterQuery(filter);
  if (jobId === null) return `/jobs${query}`;
  return `/jobs${query}${query === '' ? '?' : '&'}job=${encodeURIComponent(jobId)}`;
}

export function usePeek(filter: JobFilter): Peek {
  const jobId = useSearchParams().get('job');
  const replace = (next: string | null) =>
    history.replaceState(null, '', listAddress(filter, next));
  return {
    jobId,
    open: (next) => {
      // From one to the next is one look: back leads to the list.
      if (jobId === null) history.pushState(null, '', listAddress(filter, next));
      else replace(next);
    },
    follow: replace,
    close: () => {
      const row = document.querySelector<HTMLElement>(
        `[data-job-row][data-job-id="${CSS.escape(jobId ?? '')}"] [data-row-link]`,
      );
      const inPeek = document.activeElement?.closest('[data-peek]') !== null;
      replace(null);
      if (inPeek) row?.focus();
    },
  };
}
