'use client';

import { jobMessage, type ShownJob } from './job-text';
import { useMessages } from './messages';
import { StateGlyph } from './state-glyph';
import { Button, ButtonLink } from './ui/button';

interface FailureCardProps {
  job: ShownJob;
  /** Steps that finished before the failure; null while not known. */
  finishedSteps: number | null;
  /** Address of a form with this job's input. */
  editHref: string;
  waiting: boolean;
  onRetry: () => void;
}

/** What happened, what is kept, and what to do about it. */
export function FailureCard({ job, finishedSteps, editHref, waiting, onRetry }: FailureCardProps) {
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
        </dl>
      </div>
      <div className="acts">
        <Button waiting={waiting} onClick={onRetry}>
          {waiting ? messages.job.retrying : failure.retry}
        </Button>
        <ButtonLink variant="outline" href={editHref}>
          {failure.runEdited}
        </ButtonLink>
      </div>
    </section>
  );
}
