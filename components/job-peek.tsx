'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { JobOverview } from './job-facts';
import { firstAction, type RowAction } from './job-row';
import {
  drawnState,
  hasProgress,
  isHeldBack,
  jobMessage,
  jobTitle,
  progressMeta,
  progressValueText,
  type ShownJob,
  shownPercent,
} from './job-text';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { StateBadge } from './state-badge';
import { Button, ButtonLink } from './ui/button';

interface JobPeekProps {
  job: ShownJob;
  href: string;
  /** What came of the job, or why nothing did. */
  result: ReactNode;
  onAction: (action: RowAction, job: ShownJob) => void;
  onClose: () => void;
}

/** A job beside the list: how it stands, what came of it, what can be done. */
export function JobPeek({ job, href, result, onAction, onClose }: JobPeekProps) {
  const messages = useMessages();
  const { jobList } = messages;
  const title = jobTitle(messages, job);
  const first = firstAction(job);
  return (
    <aside className="panel peek" aria-label={jobList.peekAt(title)} data-peek={job.id}>
      <div className="panel-head">
        <StateBadge state={drawnState(job)} percent={shownPercent(job)} />
        <h2 className="clip" dir="auto">
          {title}
        </h2>
        <ClosePeek onClose={onClose} />
      </div>
      <div className="panel-body stack">
        <p className="note" dir="auto">
          {jobMessage(messages, job)}
        </p>
        {hasProgress(job) && <PeekProgress job={job} title={title} />}
        <div className="cluster">
          <ButtonLink variant="outline" size="sm" href={href}>
            {jobList.openPeeked}
          </ButtonLink>
          {first && first !== 'open' && (
            <Button variant="outline" size="sm" onClick={() => onAction(first, job)}>
              {first === 'cancel'
                ? jobList.cancel
                : job.status === 'cancelled'
                  ? jobList.runAgain
                  : jobList.retry}
            </Button>
          )}
          {isHeldBack(job) && (
            <Button variant="outline" size="sm" onClick={() => onAction('start', job)}>
              {job.status === 'scheduled' ? jobList.startNow : jobList.retryNow}
            </Button>
          )}
        </div>
        {job.status === 'completed' && result}
        <JobOverview job={job} history={null} />
      </div>
    </aside>
  );
}

function PeekProgress({ job, title }: { job: ShownJob; title: string }) {
  const messages = useMessages();
  return (
    <div className="jobline">
      <span className="muted">
        <bdi>{progressMeta(messages, job)}</bdi>
      </span>
      <ProgressBar
        label={title}
        state={drawnState(job)}
        percent={shownPercent(job)}
        valueText={progressValueText(messages, job)}
        stale={job.stale === true || job.status === 'retrying'}
      />
    </div>
  );
}

/** A peek at what cannot be shown (yet): says which of the two it is. */
export function EmptyPeek({ gone, onClose }: { gone: boolean; onClose: () => void }) {
  const { jobList } = useMessages();
  return (
    <aside className="panel peek" aria-label={jobList.peek} data-peek="">
      <div className="panel-head">
        <h2>{jobList.peek}</h2>
        <ClosePeek onClose={onClose} />
      </div>
      <p className="panel-body note" role="status">
        {gone ? jobList.peekGone : jobList.loading}
      </p>
    </aside>
  );
}

const ClosePeek = ({ onClose }: { onClose: () => void }) => {
  const { jobList } = useMessages();
  return (
    <Button
      variant="ghost"
      size="sm"
      icon
      className="push"
      aria-label={jobList.closePeek}
      onClick={onClose}
    >
      <X className="i" aria-hidden="true" />
    </Button>
  );
};
