'use client';

import { jobMessage, type ShownJob } from './job-text';
import { useMessages } from './messages';
import { StateGlyph } from './state-glyph';
import { Button, ButtonLink } from './ui/button';
import { Link } from './ui/link';

interface FailureCardProps {
  job: ShownJob;
  /** Steps that finished before the failure; null while not known. */
  finishedSteps: number | null;
  /** Address of a form with this job's input. */
  editHref: string;
  /** The newest job of this type that came to its end; null where none is known. */
  lastGoodHref: string | null;
  /** Jobs of this type that failed within a day, and where they are listed; null where this is the only one. */
  lately: { readonly count: number; readonly href: string } | null;
  waiting: boolean;
  onRetry: () => void;
}

/** What happened, what is kept, and what to do about it. */
export function FailureCard({ job, finishedSteps, editHref, waiting, ...rest }: FailureCardProps) {
  const messages = useMessages();
  const { failure, meta } = messages.job;
  const kept = [
    failure.attempts(job.attempt),
    ...(finishedSteps ? [failure.keptSteps(finishedSteps)] : []),
    failure.kept,
  ].join(' ');
  return (
    <section className="callout failure" data-state="failed" aria-labelledby="failure-title">
      <StateGlyph state="failed" />
      <div className="body">
        <div>
          <h2 id="failure-title" dir="auto">
            {jobMessage(messages, job)}
          </h2>
          <p className="note">{kept}</p>
        </div>
        <dl className="facts">
          {job.error && (
            <>
              <dt>{failure.code}</dt>
              <dd className="mono">{job.error.code}</dd>
              <dt>{failure.retryable}</dt>
              <dd>{job.error.retryable ? failure.yes : failure.no}</dd>
            </>
          )}
          <dt>{failure.attemptsFact}</dt>
          <dd>
            <bdi>{meta.attemptOf(job.attempt, job.maxAttempts)}</bdi>
          </dd>
          <Kin {...rest} />
        </dl>
      </div>
      <div className="acts">
        <Button waiting={waiting} onClick={rest.onRetry}>
          {waiting ? messages.job.retrying : failure.retry}
        </Button>
        <ButtonLink variant="outline" href={editHref}>
          {failure.runEdited}
        </ButtonLink>
      </div>
    </section>
  );
}

/** What other jobs of the type say: whether it ever worked, and whether it fails a lot. */
function Kin({ lastGoodHref, lately }: Pick<FailureCardProps, 'lastGoodHref' | 'lately'>) {
  const { failure } = useMessages().job;
  return (
    <>
      {lately && (
        <>
          <dt>{failure.lately}</dt>
          <dd>
            <Link className="textlink" href={lately.href}>
              {failure.latelyCount(lately.count)}
            </Link>
          </dd>
        </>
      )}
      {lastGoodHref !== null && (
        <>
          <dt>{failure.lastGood}</dt>
          <dd>
            <Link className="textlink" href={lastGoodHref}>
              {failure.openLastGood}
            </Link>
          </dd>
        </>
      )}
    </>
  );
}
