'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react';
import { FilterPills } from '#components/filter-pills';
import { filterQuery, type JobFilter, NO_FILTER, toggleStatus } from '#components/job-filter';
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
import { ListStateView } from './list-state-view';
import { LiveJobView } from './live-job-view';
import { ShortcutsView } from './shortcuts-view';
import { useCounts } from './use-counts';
import { useJobPages } from './use-job-pages';
import { useNewJobs } from './use-new-jobs';
import { useRowActions } from './use-row-actions';
import { useSelection } from './use-selection';

interface JobsViewProps {
  filter: JobFilter;
  first: FirstPage;
  density: Density;
}

/** All jobs of the user: filters in the address, rows that move by themselves, and what can be done with them. */
export function JobsView({ filter, first, density }: JobsViewProps) {
  const { jobList } = useMessages();
  const [paused, setPaused] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const { waiting, narrow, refresh } = useAddress();
  const pages = useJobPages(filter, first);
  const counts = useCounts(first, paused);
  const fresh = useNewJobs(filter, first.readAt, pages.jobs);
  useShownWhenEmpty(pages.jobs.length === 0 && fresh > 0 && !paused, refresh);
  const selection = useSelection(pages.jobs);
  const total = counts && Object.values(counts).reduce((sum, n) => sum + n, 0);
  const onState = (status: JobStatus) => narrow(toggleStatus(filter, status));
  const onLive = () => setPaused(!paused);
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
      <section className="panel list" aria-label={jobList.title} aria-busy={waiting}>
        <NewJobs count={fresh} paused={paused} onShow={refresh} />
        <Rows pages={pages} selection={selection} paused={paused}>
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
      <BulkView jobs={pages.jobs} ids={selection.ids} onClear={selection.clear} />
      <ShortcutsView search={search} selection={selection} onState={onState} onLive={onLive} />
    </ServerNow>
  );
}

/** The address holds the filters: choosing makes a step in the history, typing does not. */
function useAddress() {
  const router = useRouter();
  const [waiting, startTransition] = useTransition();
  return {
    waiting,
    narrow: (next: JobFilter, how: 'choice' | 'typing' = 'choice') =>
      startTransition(() => {
        const address = `/jobs${filterQuery(next)}`;
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
  paused: boolean;
  /** What stands there without a row. */
  children: React.ReactNode;
}

function Rows({ pages, selection, paused, children }: RowsProps) {
  const { act, said } = useRowActions();
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
        live={(job, draw) => <LiveJobView job={job} paused={paused} draw={draw} />}
        onSelect={selection.choose}
        onSelectAll={selection.chooseAll}
        onAction={act}
      />
    </>
  );
}
