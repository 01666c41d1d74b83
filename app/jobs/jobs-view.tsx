'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useTransition } from 'react';
import { FilterPills } from '#components/filter-pills';
import { type JobFilter, NO_FILTER, toggleStatus } from '#components/job-filter';
import { JobSearch } from '#components/job-search';
import { JobTable } from '#components/job-table';
import { ServerNow } from '#components/job-time';
import {
  type Density,
  DensityToggle,
  LiveToggle,
  NewJobs,
  TypeSelect,
} from '#components/list-tools';
import { useMessages } from '#components/messages';
import type { JobStatus } from '#contracts/job';
import { jobHref } from '../_lib/jobs-api';
import { BulkView } from './bulk-view';
import type { FirstPage } from './first-page';
import { keepDensity } from './keep-density';
import { ListFoot } from './list-foot-view';
import { ListStateView, StaleList } from './list-state-view';
import { LiveJobView } from './live-job-view';
import { PeekView } from './peek-view';
import { ShortcutsView } from './shortcuts-view';
import { useCounts } from './use-counts';
import { useJobPages } from './use-job-pages';
import { useNewJobs } from './use-new-jobs';
import { listAddress, usePeek } from './use-peek';
import { useRowActions } from './use-row-actions';
import { useSelection } from './use-selection';
import { useStill } from './use-still';

interface JobsViewProps {
  filter: JobFilter;
  first: FirstPage;
  density: Density;
}

/** All jobs of the user: filters in the address, rows that move by themselves, and what can be done with them. */
export function JobsView({ filter, first, density }: JobsViewProps) {
  const { jobList } = useMessages();
  const { paused, still, toggle: onLive, onMenu } = useStill();
  const search = useRef<HTMLInputElement>(null);
  const peek = usePeek(filter);
  const { waiting, narrow, refresh } = useAddress(peek.jobId);
  const pages = useJobPages(filter, first);
  const counts = useCounts(first, still);
  const { act, said } = useRowActions(peek.open);
  const fresh = useNewJobs(filter, first.readAt, pages.jobs);
  useShownWhenEmpty(pages.jobs.length === 0 && fresh > 0 && !paused, refresh);
  const selection = useSelection(pages.jobs);
  const total = counts && Object.values(counts).reduce((sum, n) => sum + n, 0);
  const onState = (status: JobStatus) => narrow(toggleStatus(filter, status));
  return (
    <ServerNow serverNow={first.readAt}>
      <div className="pagehead">
        <h1>{jobList.title}</h1>
        <span className="muted sm">{total !== null && <bdi>{jobList.total(total)}</bdi>}</span>
        <span className="push cluster">
          <LiveToggle paused={paused} onToggle={onLive} />
          <DensityToggle initial={density} onChange={keepDensity} />
        </span>
      </div>
      <div className="filters">
        <div className="searchline">
          <JobSearch filter={filter} inputRef={search} onChange={narrow} />
          <TypeSelect filter={filter} onChange={narrow} />
        </div>
        <FilterPills counts={counts} chosen={filter.status} onToggle={onState} />
      </div>
      <div className="listpanes" data-peeking={peek.jobId === null ? undefined : ''}>
        <div>
          <section className="panel list" aria-label={jobList.title} aria-busy={waiting}>
            {pages.jobs.length > 0 && (
              <StaleList first={first} shownSince={pages.readAt} onRetry={refresh} />
            )}
            <NewJobs count={fresh} paused={paused} onShow={refresh} />
            <Rows {...{ pages, selection, still, onMenu, act, said }}>
              <ListStateView
                first={first}
                filter={filter}
                hidden={total ?? 0}
                onClear={() => narrow(NO_FILTER)}
                onRetry={refresh}
              />
            </Rows>
          </section>
          <ListFoot pages={pages} filter={filter} total={total} />
        </div>
        {peek.jobId !== null && (
          <PeekView
            jobId={peek.jobId}
            listed={pages.jobs.find(({ id }) => id === peek.jobId)}
            onAction={act}
            onClose={peek.close}
          />
        )}
      </div>
      <BulkView
        jobs={pages.jobs}
        ids={selection.ids}
        filter={filter}
        more={pages.more}
        onClear={selection.clear}
        onPage={() => selection.chooseAll(true)}
      />
      <ShortcutsView {...{ search, selection, peek, onState, onLive }} />
    </ServerNow>
  );
}

/** The address holds the filters: choosing makes a step in the history, typing does not. */
function useAddress(peeked: string | null) {
  const router = useRouter();
  const [waiting, startTransition] = useTransition();
  return {
    waiting,
    narrow: (next: JobFilter, how: 'choice' | 'typing' = 'choice') =>
      startTransition(() => {
        const address = listAddress(next, peeked);
        if (how === 'typing') router.replace(address, { scroll: false });
        else router.push(address, { scroll: false });
      }),
    refresh: () => startTransition(() => router.refresh()),
  };
}

/** Where no row stands, none can be pushed away: new ones come in by themselves. */
function useShownWhenEmpty(due: boolean, refresh: () => void): void {
  const show = useEffectEvent(refresh);
  useEffect(() => {
    if (due) show();
  }, [due]);
}

interface RowsProps {
  pages: ReturnType<typeof useJobPages>;
  selection: ReturnType<typeof useSelection>;
  still: boolean;
  onMenu: (open: boolean) => void;
  act: ReturnType<typeof useRowActions>['act'];
  said: string;
  /** What stands there without a row. */
  children: React.ReactNode;
}

function Rows({ pages, selection, still, onMenu, act, said, children }: RowsProps) {
  if (pages.jobs.length === 0) return children;
  return (
    <>
      <p className="rowsaid" role="status">
        {said}
      </p>
      <JobTable
        jobs={pages.jobs}
        selected={selection.ids}
        hrefOf={(job) => jobHref(job.id)}
        live={(job, draw) => <LiveJobView job={job} paused={still} draw={draw} />}
        onSelect={selection.choose}
        onSelectAll={selection.chooseAll}
        onAction={act}
        onMenu={onMenu}
      />
    </>
  );
}
