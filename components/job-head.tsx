'use client';

import { ChevronRight } from 'lucide-react';
import { CopyButton } from './copy-button';
import { CopyMenu } from './copy-menu';
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
  tookMs,
} from './job-text';
import { Elapsed, Moment } from './job-time';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { StateBadge } from './state-badge';
import { Button, ButtonLink } from './ui/button';
import { Link } from './ui/link';

export type HeadAction = 'cancel' | 'retry' | 'start';

interface JobHeadProps {
  job: ShownJob;
  jobsHref: string;
  editHref: string;
  retryOfHref: string | null;
  /** Null where none was asked for. */
  priority: string | null;
  /** What would start this job again, by its name. */
  copies: readonly (readonly [name: string, text: () => string])[];
  waiting: HeadAction | null;
  /** Why the last action did not work, as a sentence. */
  problem: string | null;
  onAction: (action: HeadAction) => void;
}

/** Who this job is, how it stands, and what can be done with it. */
export function JobHead({ job, jobsHref, problem, ...rest }: JobHeadProps) {
  const messages = useMessages();
  const { job: words } = messages;
  const title = jobTitle(messages, job);
  return (
    <>
      <nav className="crumb" aria-label={words.crumb}>
        <Link href={jobsHref}>{words.jobs}</Link>
        <ChevronRight className="i mirror" aria-hidden="true" />
        <span className="clip" dir="auto">
          {title}
        </span>
      </nav>
      <div className="jobhead" data-job-head="" data-job-id={job.id} data-status={job.status}>
        <div className="line">
          <h1 dir="auto">{title}</h1>
          <StateBadge state={drawnState(job)} percent={shownPercent(job)} tint />
          <HeadActions job={job} {...rest} />
        </div>
        <HeadMeta job={job} retryOfHref={rest.retryOfHref} priority={rest.priority} />
        {hasProgress(job) && <HeadProgress job={job} />}
        <p className="problem" role="alert">
          {problem}
        </p>
      </div>
    </>
  );
}

function HeadActions({
  job,
  editHref,
  copies,
  waiting,
  onAction,
}: Omit<JobHeadProps, 'jobsHref' | 'problem'>) {
  const { job: words, jobList } = useMessages();
  const live = job.finishedAt === null;
  const stopping = job.status === 'cancelling' || waiting === 'cancel';
  return (
    <span className="push cluster">
      <CopyMenu label={words.copyAs} items={copies} />
      {isHeldBack(job) && (
        <Button waiting={waiting === 'start'} onClick={() => onAction('start')}>
          {job.status === 'scheduled' ? jobList.startNow : jobList.retryNow}
        </Button>
      )}
      {live && (
        <Button variant="danger" waiting={stopping} onClick={() => onAction('cancel')}>
          {stopping ? words.cancelling : words.cancel}
        </Button>
      )}
      {job.status === 'cancelled' && (
        <Button waiting={waiting === 'retry'} onClick={() => onAction('retry')}>
          {waiting === 'retry' ? words.retrying : jobList.runAgain}
        </Button>
      )}
      {/* A failed job's way on is in its card, beside the reason. */}
      {!live && job.status !== 'failed' && (
        <ButtonLink variant="outline" href={editHref}>
          {words.runEdited}
        </ButtonLink>
      )}
    </span>
  );
}

type HeadMetaProps = Pick<JobHeadProps, 'job' | 'retryOfHref' | 'priority'>;

function HeadMeta({ job, retryOfHref, priority }: HeadMetaProps) {
  const { job: words } = useMessages();
  const { meta } = words;
  const took = tookMs(job);
  return (
    <div className="meta">
      <span>
        {meta.attempt} <b>{meta.attemptOf(job.attempt, job.maxAttempts)}</b>
      </span>
      {took !== null && (
        <span>
          {meta.took}{' '}
          <b>
            <bdi>{words.took(took)}</bdi>
          </b>
        </span>
      )}
      {took === null && job.startedAt !== null && (
        <span>
          {meta.running}{' '}
          <b>
            <Elapsed from={job.startedAt} />
          </b>
        </span>
      )}
      <span>
        {meta.created}{' '}
        <b>
          <Moment at={job.createdAt} />
        </b>
      </span>
      {priority !== null && (
        <span>
          {words.overview.priority} <b>{priority}</b>
        </span>
      )}
      <span className="mono">
        <bdi>{job.type}</bdi>
      </span>
      {retryOfHref !== null && (
        <span>
          {meta.retryOf} <Link href={retryOfHref}>{meta.earlier}</Link>
        </span>
      )}
      <span className="cluster idline">
        <bdi className="mono">{job.id}</bdi>
        <CopyButton inline text={() => job.id}>
          {words.copy}
        </CopyButton>
      </span>
    </div>
  );
}

function HeadProgress({ job }: { job: ShownJob }) {
  const messages = useMessages();
  return (
    <div className="jobline">
      <span className="clip" dir="auto">
        {jobMessage(messages, job)}
      </span>
      <span className="muted">
        <bdi>{progressMeta(messages, job)}</bdi>
      </span>
      <ProgressBar
        label={jobTitle(messages, job)}
        state={drawnState(job)}
        percent={shownPercent(job)}
        valueText={progressValueText(messages, job)}
        stale={job.stale === true || job.status === 'retrying'}
      />
    </div>
  );
}
