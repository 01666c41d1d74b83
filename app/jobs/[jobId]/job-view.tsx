'use client';

import dynamic from 'next/dynamic';
import { usePathname, useSearchParams } from 'next/navigation';
import { FailureCard } from '#components/failure-card';
import { JobEvents, JobInput, JobOverview } from '#components/job-facts';
import { JobHead } from '#components/job-head';
import { newerJob, type ShownJob } from '#components/job-text';
import { ServerNow } from '#components/job-time';
import { JobTimeline } from '#components/job-timeline';
import { useMessages } from '#components/messages';
import { Tabs } from '#components/tabs';
import type { JobHistory } from '#contracts/api';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import { useJob } from '#hooks/use-job';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import { editHref, jobHref } from '../../_lib/jobs-api';
import { curlFor } from './curl-for';
import { LogsView } from './logs-view';
import { RelatedView } from './related-view';
import { UsageView } from './usage-view';
import { useHistory } from './use-history';
import { useJobActions } from './use-job-actions';

// It checks results against the contracts, which are large: the rest of the page does not wait for it.
const ResultViewer = dynamic(async () => (await import('#components/result-viewer')).ResultViewer, {
  loading: () => null,
});

interface JobViewProps {
  job: Job;
  history: JobHistory;
  /** The server's time of the read, in milliseconds since 1970. */
  readAt: number;
}

/** One job, as the server read it and then as it moves. */
export function JobView({ job: first, history: firstHistory, readAt }: JobViewProps) {
  const job = newerJob(first, useJob(first.id));
  const history = useHistory(job, firstHistory);
  const { clockOffsetMs } = useJobsConnection();
  const { waiting, problem, act } = useJobActions(job);
  const steps = history.steps.length;
  return (
    <ServerNow serverNow={readAt}>
      <JobHead
        job={job}
        jobsHref="/jobs"
        editHref={editHref(job)}
        retryOfHref={job.retryOf === null ? null : jobHref(job.retryOf)}
        curl={() => curlFor(location.origin, job.type, history)}
        waiting={waiting}
        problem={problem}
        onAction={act}
      />
      {job.status === 'failed' && (
        <FailureCard
          job={job}
          finishedSteps={steps}
          editHref={editHref(job)}
          waiting={waiting === 'retry'}
          onRetry={() => act('retry')}
        />
      )}
      <div className="panes">
        <div className="stack">
          <JobTimeline job={job} history={history} clockOffsetMs={clockOffsetMs} />
          <LogsView jobId={job.id} startMs={Date.parse(job.createdAt)} live={!isEnded(job)} />
        </div>
        <Details job={job} history={history} />
      </div>
    </ServerNow>
  );
}

const isEnded = (job: ShownJob): boolean => isTerminal(job.status);

const tabIds = ['result', 'overview', 'related', 'input', 'events'] as const;
type TabId = (typeof tabIds)[number];

function Details({ job, history }: { job: ShownJob; history: JobHistory }) {
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
        {selected === 'result' && <ResultViewer job={job} />}
        {selected === 'overview' && <JobOverview job={job} history={history} />}
        {selected === 'overview' && <UsageView jobId={job.id} rev={job.rev} />}
        {selected === 'related' && <RelatedView job={job} />}
        {selected === 'input' && <JobInput history={history} />}
        {selected === 'events' && <JobEvents history={history} />}
      </Tabs>
    </section>
  );
}

/** The tab of the address; choosing one is no step in the history. */
function useTab(): [TabId, (id: TabId) => void] {
  const path = usePathname();
  const asked = useSearchParams().get('tab');
  const selected = tabIds.find((id) => id === asked) ?? 'result';
  const select = (id: TabId) =>
    history.replaceState(null, '', id === 'result' ? path : `${path}?tab=${id}`);
  return [selected, select];
}
