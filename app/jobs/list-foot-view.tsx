'use client';

import { useEffect, useRef, useState } from 'react';
import { isFiltered, type JobFilter } from '#components/job-filter';
import { useMessages } from '#components/messages';
import { TextButton } from '#components/ui/button';
import type { JobPages } from './use-job-pages';

/** The next page is asked for when the end is this near, in pixels. */
const AHEAD_PX = 1_200;

interface ListFootProps {
  pages: JobPages;
  filter: JobFilter;
  /** All jobs of the user; null while not known. */
  total: number | null;
}

/** How many of how many, and the way to more. */
export function ListFoot({ pages, filter, total }: ListFootProps) {
  const { jobList } = useMessages();
  const foot = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState(false);
  // Once asked for, further pages come by themselves as the end comes near.
  const goesOn = asked && pages.more && !pages.loading && !pages.failed;
  const { loadMore } = pages;
  useEffect(() => {
    if (!goesOn || !foot.current) return;
    const watch = new IntersectionObserver(
      (entries) => {
        // The newest is the last: whoever jumps to the end is away and there in one go.
        if (!entries.at(-1)?.isIntersecting) return;
        watch.disconnect();
        loadMore();
      },
      { rootMargin: `${AHEAD_PX}px` },
    );
    watch.observe(foot.current);
    return () => watch.disconnect();
  }, [goesOn, loadMore]);
  if (pages.jobs.length === 0) return null;
  return (
    <div className="listfoot" ref={foot}>
      <span>
        <bdi>{jobList.shown(pages.jobs.length, isFiltered(filter) ? null : total)}</bdi>
      </span>
      {pages.failed && <span role="alert">{jobList.loadFailed}</span>}
      {pages.more && (
        <TextButton
          className="push"
          aria-disabled={pages.loading || undefined}
          onClick={() => {
            setAsked(true);
            pages.loadMore();
          }}
        >
          {pages.loading ? jobList.loadingMore : jobList.loadMore}
        </TextButton>
      )}
    </div>
  );
}
