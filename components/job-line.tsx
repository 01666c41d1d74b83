'use client';

import {
  drawnState,
  hasProgress,
  jobHeadline,
  jobMessage,
  jobTitle,
  progressMeta,
  progressValueText,
  type ShownJob,
  shownPercent,
} from './job-text';
import { Age } from './job-time';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { StateBadge } from './state-badge';
import { Link } from './ui/link';

interface JobLineProps {
  job: ShownJob;
  href: string;
}

/** The latest job of a form, beside its button: the bar while it lives, then how it ended. */
export function JobLine(props: JobLineProps) {
  return props.job.finishedAt === null ? <LiveLine {...props} /> : <EndedLine {...props} />;
}

function LiveLine({ job, href }: JobLineProps) {
  const messages = useMessages();
  const waits = !hasProgress(job);
  return (
    <div
      className="jobline"
      data-state={drawnState(job)}
      data-job-line
      data-job-id={job.id}
      data-status={job.status}
    >
      <span className="clip message" dir="auto">
        {jobMessage(messages, job)}
      </span>
      <span className="muted aside">
        <bdi>{waits ? '' : progressMeta(messages, job)}</bdi>
        <Link href={href}>{messages.studio.view}</Link>
      </span>
      <ProgressBar
        label={jobTitle(messages, job)}
        state={drawnState(job)}
        percent={waits ? 0 : shownPercent(job)}
        valueText={progressValueText(messages, job)}
        stale={job.stale === true || job.status === 'retrying'}
      />
    </div>
  );
}

function EndedLine({ job, href }: JobLineProps) {
  const { studio } = useMessages();
  const said = job.status === 'failed' ? job.error?.message : jobHeadline(job);
  return (
    <p className="ended" data-job-line data-job-id={job.id} data-status={job.status}>
      <StateBadge state={drawnState(job)} />
      {job.finishedAt !== null && <Age at={job.finishedAt} />}
      {said && (
        <span className="clip" dir="auto">
          {said}
        </span>
      )}
      <Link href={href}>{studio.view}</Link>
    </p>
  );
}
