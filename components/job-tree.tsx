'use client';

import type { ReactNode } from 'react';
import {
  drawnState,
  hasProgress,
  jobMessage,
  jobTitle,
  progressValueText,
  type ShownJob,
  shownPercent,
  tookMs,
} from './job-text';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { StateGlyph } from './state-glyph';
import { Link } from './ui/link';

interface JobBranchProps {
  title: string;
  /** Quiet text beside the title. */
  aside?: string;
  /** Below the list. */
  note?: string;
  /** `JobTwig`s. */
  children: ReactNode;
}

/** Jobs that stand in one relation to another, under the word for it. */
export function JobBranch({ title, aside, note, children }: JobBranchProps) {
  return (
    <section className="branch">
      <h3>
        <bdi>{title}</bdi>
        {aside && <span className="xs muted"> {aside}</span>}
      </h3>
      <ul className="twigs">{children}</ul>
      {note && <p className="note">{note}</p>}
    </section>
  );
}

interface JobTwigProps {
  job: ShownJob;
  href: string;
  /** Its key among its siblings. */
  label?: string;
  /** What grows from it. */
  children?: ReactNode;
}

/** One job of a tree: how it stands, and how far it is while it lives. */
export function JobTwig({ job, href, label, children }: JobTwigProps) {
  const messages = useMessages();
  const state = drawnState(job);
  const moves = hasProgress(job);
  const percent = moves ? shownPercent(job) : null;
  const took = tookMs(job);
  const aside =
    percent !== null
      ? messages.time.percent(percent)
      : took === null
        ? ''
        : messages.job.took(took);
  return (
    <li data-job-twig="" data-job-id={job.id} data-status={job.status} data-state={state}>
      <div className="twig jobline">
        <span className="name">
          <StateGlyph state={state} percent={shownPercent(job)} />
          <span className="sr">{messages.state.words[state]}</span>
          <span className="clip" dir="auto">
            <Link href={href}>{jobTitle(messages, job)}</Link>
            {label && <bdi className="muted"> · {label}</bdi>}
          </span>
        </span>
        <span className="muted">
          <bdi>{aside}</bdi>
        </span>
        {moves && (
          <ProgressBar
            label={jobTitle(messages, job)}
            state={state}
            percent={shownPercent(job)}
            valueText={progressValueText(messages, job)}
            stale={job.stale === true || job.status === 'retrying'}
          />
        )}
        <span className="message xs muted clip" dir="auto">
          {jobMessage(messages, job)}
        </span>
      </div>
      {children}
    </li>
  );
}
