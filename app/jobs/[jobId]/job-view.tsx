'use client';

import type { ComponentProps } from 'react';
import { FailureCard } from '#components/failure-card';
import { filterQuery, NO_FILTER } from '#components/job-filter';
import { JobHead } from '#components/job-head';
import { newerJob, type ShownJob } from '#components/job-text';
import { ServerNow } from '#components/job-time';
import { JobTimeline } from '#components/job-timeline';
import { useMessages } from '#components/messages';
import { SplitPanes } from '#components/split-panes';
import type { JobHistory } from '#contracts/api';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import type { JobType } from '#contracts/jobs/index';
import { useJob } from '#hooks/use-job';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import { editHref, jobHref } from '../../_lib/jobs-api';
import { curlFor } from './curl-for';
import { DetailsView } from './details-view';
import { LogsView } from './logs-view';
import { typescriptFor } from './typescript-for';
import { useFolding } from './use-folding';
import { useHistory } from './use-history';
import { useJobActions } from './use-job-actions';
import { useKin } from './use-kin';

interface JobViewProps {
  job: Job;
  history: JobHistory;
  /** The server's time of the read, in milliseconds since 1970. */
  readAt: number;
  /** `finishedAt` of the ending whose result the server has checked; null where there is none. */
  checkedEnd: string | null;
}

/** One job, as the server read it and then as it moves. */
export function JobView({ job: first, history: firstHistory, readAt, checkedEnd }: JobViewProps) {
  // What has ended changes no more, and the server has given all of it.
  const settled = isEnded(first) && !first.resultOmitted;
  const job = newerJob(first, useJob(settled ? null : first.id));
  const history = useHistory(job, firstHistory);
  const { waiting, problem, act } = useJobActions(job);
  const { job: words } = useMessages();
  const kin = useKin(job);
  const folding = useFolding();
  const steps = history.steps.length;
  return (
    <ServerNow serverNow={readAt}>
      <JobHead
        job={job}
        jobsHref="/jobs"
        editHref={editHref(job)}
        retryOfHref={job.retryOf === null ? null : jobHref(job.retryOf)}
        priority={history.options.priority ?? null}
        copies={[
          [words.copyCurl, () => curlFor(location.origin, job.type, history)],
          [words.copyTypescript, () => typescriptFor(job.type, history)],
        ]}
        waiting={waiting}
        problem={problem}
        onAction={act}
      />
      {job.status === 'failed' && (
        <FailureCard
          job={job}
          finishedSteps={steps}
          editHref={editHref(job)}
          lastGoodHref={kin?.lastGoodId ? jobHref(kin.lastGoodId) : null}
          lately={
            kin && kin.failedLately > 1
              ? {
                  count: kin.failedLately,
                  href: `/jobs${filterQuery({ ...NO_FILTER, status: ['failed'], type: [job.type as JobType], within: '24h' })}`,
                }
              : null
          }
          waiting={waiting === 'retry'}
          onRetry={() => act('retry')}
        />
      )}
      <SplitPanes
        label={words.panes}
        storageKey="jobwire:job-panes"
        start={
          <>
            <TimelineView {...{ job, history, ...folding }} />
            <LogsView jobId={job.id} startMs={Date.parse(job.createdAt)} live={!isEnded(job)} />
          </>
        }
        end={<DetailsView job={job} history={history} checkedEnd={checkedEnd} />}
      />
    </ServerNow>
  );
}

/** By itself: it is drawn anew with each change of the connection, and the page around it need not be. */
function TimelineView(props: Omit<ComponentProps<typeof JobTimeline>, 'clockOffsetMs'>) {
  const { clockOffsetMs } = useJobsConnection();
  return <JobTimeline {...props} clockOffsetMs={clockOffsetMs} />;
}

const isEnded = (job: ShownJob): boolean => isTerminal(job.status);
