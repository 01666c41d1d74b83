'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { JobEvents, JobInput, JobOverview } from '#components/job-facts';
import type { ShownJob } from '#components/job-text';
import { useMessages } from '#components/messages';
import { Tabs } from '#components/tabs';
import type { JobHistory } from '#contracts/api';
import { ResultView } from '../result-view';
import { RelatedView } from './related-view';
import { UsageView } from './usage-view';

interface DetailsViewProps {
  job: ShownJob;
  history: JobHistory;
  /** `finishedAt` of the ending whose result the server has checked; null where there is none. */
  checkedEnd: string | null;
}

/** The tabs of a job, in their order; each is titled by the messages' `job.tabs`. The first is the one shown unasked. */
const jobTabs = {
  result: ({ job, checkedEnd }) => <ResultView job={job} checkedEnd={checkedEnd} />,
  overview: ({ job, history }) => (
    <>
      <JobOverview job={job} history={history}>
        <UsageView jobId={job.id} rev={job.rev} />
      </JobOverview>
    </>
  ),
  related: ({ job }) => <RelatedView job={job} />,
  input: ({ history }) => <JobInput history={history} />,
  events: ({ history }) => <JobEvents history={history} />,
} satisfies Record<string, (about: DetailsViewProps) => ReactNode>;

type TabId = keyof typeof jobTabs;
const tabIds = Object.keys(jobTabs) as TabId[];

/** All there is to know about a job besides its timeline and its log. */
export function DetailsView(about: DetailsViewProps) {
  const { tabs } = useMessages().job;
  const [selected, select] = useTab();
  return (
    <section className="panel" aria-label={tabs.label}>
      <Tabs
        label={tabs.label}
        tabs={tabIds.map((id) => ({ id, label: tabs[id] }))}
        selected={selected}
        onSelect={select}
      >
        {jobTabs[selected](about)}
      </Tabs>
    </section>
  );
}

/** The tab of the address; choosing one is no step in the history. */
function useTab(): [TabId, (id: TabId) => void] {
  const path = usePathname();
  const asked = useSearchParams().get('tab');
  const selected = tabIds.find((id) => id === asked) ?? 'result';
  const select = (id: TabId) => {
    const query = id === 'result' ? '' : `?tab=${id}`;
    history.replaceState(null, '', `${path}${query}${location.hash}`);
  };
  return [selected, select];
}
