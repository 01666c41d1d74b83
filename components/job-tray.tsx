'use client';

import { useRef } from 'react';
import {
  drawnState,
  hasProgress,
  jobMessage,
  jobTitle,
  progressValueText,
  type ShownJob,
  shownPercent,
} from './job-text';
import { Age } from './job-time';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { StateGlyph } from './state-glyph';
import { TextButton } from './ui/button';
import { Link } from './ui/link';
import { Loading, Skeleton } from './ui/skeleton';

export const trayFilters = ['all', 'active', 'failed'] as const;
export type TrayFilter = (typeof trayFilters)[number];

export interface JobTrayProps {
  jobs: readonly ShownJob[];
  /** Live jobs of the user, whether listed or not. */
  active: number;
  state: 'loading' | 'ready' | 'failed';
  filter: TrayFilter;
  hrefOf: (job: ShownJob) => string;
  allHref: string;
  onFilter: (filter: TrayFilter) => void;
  onRetry: (job: ShownJob) => void;
  onClear: () => void;
  onReload: () => void;
  /** A link was followed: the tray is in the way. */
  onLeave: () => void;
}

/** The list behind the bell: the newest jobs, each with a link to its page. */
export function JobTray(props: JobTrayProps) {
  const { jobs, active, filter, allHref, onFilter, onClear, onLeave } = props;
  const { tray } = useMessages();
  const shown = jobs.filter((job) => fits(filter, job));
  const ended = jobs.some((job) => job.finishedAt !== null);
  const root = useRef<HTMLDivElement>(null);
  const clear = () => {
    // The button goes with what it clears: the focus stays in the tray, so that Escape still closes it.
    root.current?.focus();
    onClear();
  };
  return (
    <div className="tray" ref={root} tabIndex={-1}>
      <div className="panel-head trayhead">
        <h2>{tray.title}</h2>
        <span className="xs muted">
          <bdi>{tray.active(active)}</bdi>
        </span>
        {ended && (
          <TextButton className="push" aria-label={tray.clearLabel} onClick={clear}>
            {tray.clear}
          </TextButton>
        )}
      </div>
      <div className="trayfilter">
        <fieldset className="seg" aria-label={tray.filter}>
          {trayFilters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => onFilter(one)}
            >
              {tray.filters[one]}
            </button>
          ))}
        </fieldset>
      </div>
      {shown.length === 0 ? <NoJobs {...props} /> : <Items {...props} jobs={shown} />}
      <div className="panel-head trayfoot">
        <Link href={allHref} onClick={onLeave}>
          {tray.all}
        </Link>
      </div>
    </div>
  );
}

const fits = (filter: TrayFilter, job: ShownJob): boolean =>
  filter === 'all' || (filter === 'failed' ? job.status === 'failed' : job.finishedAt === null);

function NoJobs({ state, filter, onReload }: JobTrayProps) {
  const { tray } = useMessages();
  if (state === 'loading') {
    return (
      <Loading label={tray.loading}>
        <div className="note">
          <Skeleton width="60%" />
        </div>
      </Loading>
    );
  }
  if (state === 'failed') {
    return (
      <p className="note">
        {tray.failedToLoad} <TextButton onClick={onReload}>{tray.again}</TextButton>
      </p>
    );
  }
  const text = { all: tray.emptyText, active: tray.emptyActive, failed: tray.emptyFailed };
  return (
    <p className="note">
      {filter === 'all' && <b className="medium">{tray.empty}. </b>}
      {text[filter]}
    </p>
  );
}

function Items({ jobs, hrefOf, onRetry, onLeave }: JobTrayProps) {
  return (
    <ul>
      {jobs.map((job) => (
        <Item
          key={job.id}
          job={job}
          href={hrefOf(job)}
          onRetry={() => onRetry(job)}
          onLeave={onLeave}
        />
      ))}
    </ul>
  );
}

interface ItemProps {
  job: ShownJob;
  href: string;
  onRetry: () => void;
  onLeave: () => void;
}

function Item({ job, href, onRetry, onLeave }: ItemProps) {
  const messages = useMessages();
  const { state, time, toasts } = messages;
  const drawn = drawnState(job);
  const percent = shownPercent(job);
  const moves = hasProgress(job);
  return (
    <li data-tray-row="" data-job-id={job.id} data-status={job.status} data-state={drawn}>
      <StateGlyph state={drawn} percent={percent} />
      <div className="body">
        <Link className="clip" dir="auto" href={href} onClick={onLeave}>
          {jobTitle(messages, job)}
          <span className="sr">, {state.words[drawn]}</span>
        </Link>
        <span className="xs muted clip" dir="auto">
          {jobMessage(messages, job)}
        </span>
        {moves && (
          <ProgressBar
            label={jobTitle(messages, job)}
            state={drawn}
            percent={percent}
            valueText={progressValueText(messages, job)}
            stale={job.stale === true || job.status === 'retrying'}
          />
        )}
      </div>
      <div className="side">
        {moves && percent !== null ? (
          <bdi>{time.percent(percent)}</bdi>
        ) : (
          <Age at={job.finishedAt ?? job.createdAt} short />
        )}
        {job.status === 'failed' && <TextButton onClick={onRetry}>{toasts.retry}</TextButton>}
        {job.status === 'completed' && (
          <Link className="textlink" href={href} onClick={onLeave}>
            {toasts.view}
          </Link>
        )}
      </div>
    </li>
  );
}
