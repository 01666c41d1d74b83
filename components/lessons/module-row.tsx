'use client';

import type { ReactNode } from 'react';
import type { JobStatus } from '#contracts/job';
import { useMessages } from '../messages';
import { ProgressBar } from '../progress-bar';
import { StateBadge } from '../state-badge';
import { foreign } from '../ui/field';
import { Link } from '../ui/link';

/** A module of a curriculum, before anything of it is planned. */
export interface ModuleOutline {
  readonly code: string;
  readonly title: string;
  readonly contactHours: number;
  readonly outcomes: number;
  readonly topics: number;
  readonly lessons: number;
}

interface ModuleRowProps {
  module: ModuleOutline;
  /** State of its latest job; null where it has none. */
  state: JobStatus | null;
  /** 0 to 100. */
  percent: number;
  /** Where that job is shown. */
  jobHref: string | null;
  /** Its lessons, once they are there; makes the row one that opens. */
  children: ReactNode;
  onToggle: (open: boolean) => void;
}

/** One module: its state, its size, how far it is, and its lessons under it. */
export function ModuleRow(props: ModuleRowProps) {
  const { module, state, children, onToggle } = props;
  const done = state === 'completed';
  if (!done) {
    return (
      <li className="module" data-module={module.code} data-module-state={state ?? 'waiting'}>
        <div className="line">
          <Line {...props} />
        </div>
      </li>
    );
  }
  return (
    <li className="module" data-module={module.code} data-module-state={state}>
      <details onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary className="line">
          <Line {...props} />
        </summary>
        {children}
      </details>
    </li>
  );
}

function Line({ module, state, percent, jobHref }: ModuleRowProps) {
  const { lessons: words, time, locale } = useMessages();
  const live = state === 'running' || state === 'retrying' || state === 'cancelling';
  return (
    <>
      <span className="state">
        {state === null ? (
          <span className="muted xs">{words.modules.waiting}</span>
        ) : (
          <StateBadge state={state} percent={percent} />
        )}
      </span>
      <span className="name">
        <span className="mono subtle">{module.code}</span>{' '}
        <span {...foreign(locale === 'en' ? undefined : 'en')}>{module.title}</span>
      </span>
      <span className="size muted xs">
        {state === 'completed'
          ? words.modules.planned(module.lessons, module.contactHours)
          : words.modules.asked(module.contactHours)}
      </span>
      <span className="bar">
        {live && (
          <>
            <span className="xs muted">{time.percent(percent)}</span>
            <ProgressBar label={module.title} state={state} percent={percent} />
          </>
        )}
        {(state === 'failed' || state === 'cancelled') && jobHref && (
          <Link className="xs" href={jobHref}>
            {words.modules.job}
          </Link>
        )}
      </span>
    </>
  );
}
