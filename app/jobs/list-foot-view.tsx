'use client';

import { isFiltered, type JobFilter } from '#components/job-filter';
import { useMessages } from '#components/messages';
import { TextButton } from '#components/ui/button';
import type { JobPages } from './use-job-pages';

interface ListFootProps {
  pages: JobPages;
  filter: JobFilter;
  /** All jobs of the user; null while not known. */
  total: number | null;
}

/** How many of how many, and the way to more. */
export function ListFoot({ pages, filter, total }: ListFootProps) {
  const { jobList } = useMessages();
  if (pages.jobs.length === 0) return null;
  return (
    <div className="listfoot">
      <span>
        <bdi>{jobList.shown(pages.jobs.length, isFiltered(filter) ? null : total)}</bdi>
      </span>
      {pages.failed && <span role="alert">{jobList.loadFailed}</span>}
      {pages.more && (
        <TextButton
          className="push"
          aria-disabled={pages.loading || undefined}
          onClick={pages.loadMore}
        >
          {pages.loading ? jobList.loadingMore : jobList.loadMore}
        </TextButton>
      )}
    </div>
  );
}
