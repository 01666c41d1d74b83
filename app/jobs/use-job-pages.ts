import { useState } from 'react';
import { filterQuery, type JobFilter } from '#components/job-filter';
import type { Job } from '#contracts/job';
import { readJobs } from '../_lib/jobs-api';
import type { FirstPage } from './first-page';

/** Rows a request brings; the first page, which the server draws, is smaller. */
const PAGE_ROWS = 100;

interface Pages {
  /** The first page these belong behind; another one starts anew. */
  readonly first: FirstPage;
  readonly jobs: readonly Job[];
  readonly cursor: string | null;
  readonly state: 'idle' | 'loading' | 'failed';
  /** When the first page was last read, in milliseconds since 1970. */
  readonly readAt: number;
}

export interface JobPages {
  readonly jobs: readonly Job[];
  /** Whether there are more to load. */
  readonly more: boolean;
  readonly loading: boolean;
  readonly failed: boolean;
  /** When the rows were read, in milliseconds since 1970. */
  readonly readAt: number;
  readonly loadMore: () => void;
}

const startOf = (first: FirstPage): Pages => ({
  first,
  jobs: first.ok ? first.list.jobs : [],
  cursor: first.ok ? first.list.nextCursor : null,
  state: 'idle',
  readAt: first.readAt,
});

/** The rows of the list: the server's first page, and those that were asked for since. */
export function useJobPages(filter: JobFilter, first: FirstPage): JobPages {
  const [kept, setPages] = useState(() => startOf(first));
  let pages = kept;
  if (kept.first !== first) {
    // A list that could not be read again leaves the old rows: they are older, not wrong.
    pages = first.ok ? startOf(first) : { ...kept, first, state: 'idle' };
    setPages(pages);
  }
  const { cursor } = pages;
  const loadMore = async () => {
    if (cursor === null || pages.state === 'loading') return;
    setPages({ ...pages, state: 'loading' });
    try {
      const next = await readJobs(filterQuery(filter), { limit: PAGE_ROWS, cursor });
      setPages((now) => (now.first === first ? append(now, next) : now));
    } catch {
      setPages((now) => (now.first === first ? { ...now, state: 'failed' } : now));
    }
  };
  return {
    jobs: pages.jobs,
    more: cursor !== null,
    loading: pages.state === 'loading',
    failed: pages.state === 'failed',
    readAt: pages.readAt,
    loadMore: () => void loadMore(),
  };
}

/** A live job stands at the top whatever its age: further down it must not come a second time. */
function append(pages: Pages, next: { jobs: readonly Job[]; nextCursor: string | null }): Pages {
  const listed = new Set(pages.jobs.map(({ id }) => id));
  const fresh = next.jobs.filter(({ id }) => !listed.has(id));
  return { ...pages, jobs: [...pages.jobs, ...fresh], cursor: next.nextCursor, state: 'idle' };
}
