'use client';

import { Ellipsis } from 'lucide-react';
import { type CSSProperties, createContext, memo, type Ref, useContext } from 'react';
import {
  drawnState,
  hasProgress,
  isHeldBack,
  jobDetail,
  jobTitle,
  progressValueText,
  type ShownJob,
  shownPercent,
  tookMs,
} from './job-text';
import { Age, Countdown } from './job-time';
import { useMessages } from './messages';
import { ProgressBar } from './progress-bar';
import { StateGlyph } from './state-glyph';
import { Button } from './ui/button';
import { Link } from './ui/link';
import { Menu } from './ui/menu';

export type RowAction = 'open' | 'peek' | 'cancel' | 'start' | 'retry' | 'edit' | 'copyId';

export interface JobRowProps {
  job: ShownJob;
  href: string;
  selected: boolean;
  /** `range`: everything from the last chosen row to this one. */
  onSelect: (selected: boolean, range: boolean) => void;
  onAction: (action: RowAction, job: ShownJob) => void;
  /** The row's menu has opened or closed. */
  onMenu?: (open: boolean) => void;
}

/** Where a row of a long list is put, said by whoever lays the list out. */
export const RowPlace = createContext<{
  style?: CSSProperties;
  ref?: Ref<HTMLTableRowElement>;
}>({});

/** One job in the table; under 768 px the same row is a card. */
export function JobRow({ job, href, selected, onSelect, onAction, onMenu }: JobRowProps) {
  const messages = useMessages();
  const { jobList, state } = messages;
  const place = useContext(RowPlace);
  const title = jobTitle(messages, job);
  const drawn = drawnState(job);
  const word = state.words[drawn];
  return (
    <tr
      {...place}
      data-job-row=""
      data-job-id={job.id}
      data-status={job.status}
      data-state={drawn}
      aria-selected={selected}
    >
      <td className="pick">
        <PickBox label={jobList.select(title, word)} selected={selected} onSelect={onSelect} />
      </td>
      <td className="state">
        <span className="badge">
          <StateGlyph state={drawn} percent={shownPercent(job)} />
          <span>{word}</span>
        </span>
      </td>
      <td className="what" title={jobDetail(messages, job)}>
        <div className="jobcell">
          <span className="rowtitle clip" dir="auto">
            <Link href={href} data-row-link="">
              {title}
            </Link>
          </span>
          <RowMessage job={job} word={word} />
        </div>
      </td>
      <td className="type mono xs muted">
        <bdi className="clip">{job.type}</bdi>
      </td>
      <td className="prog">
        <RowProgress job={job} />
      </td>
      <Figures job={job} />
      <td className="acts">
        <RowActions job={job} title={title} onAction={onAction} onMenu={onMenu} />
      </td>
    </tr>
  );
}

const Figures = ({ job }: { job: ShownJob }) => (
  <>
    <td className="attempt num xs muted">
      <bdi>
        {job.attempt}/{job.maxAttempts}
      </bdi>
    </td>
    <td className="age num xs">
      <Age at={job.createdAt} />
    </td>
  </>
);

type PickProps = Pick<JobRowProps, 'selected' | 'onSelect'> & { label: string };

function PickBox({ label, selected, onSelect }: PickProps) {
  return (
    <label className="hit">
      <input
        className="check"
        type="checkbox"
        checked={selected}
        aria-label={label}
        // A click knows about Shift, a change does not; both come from mouse and keyboard.
        onChange={() => {}}
        onClick={(event) => onSelect(event.currentTarget.checked, event.shiftKey)}
      />
    </label>
  );
}

function RowMessage({ job, word }: { job: ShownJob; word: string }) {
  const messages = useMessages();
  const text = jobDetail(messages, job);
  const retrying = job.status === 'retrying';
  return (
    <span className="message xs muted clip" dir="auto">
      <b className="small-word" aria-hidden="true">
        {word}
        {(text !== '' || retrying) && ' · '}
      </b>
      {retrying && (
        <bdi>
          {messages.toasts.nextAttempt(job.attempt + 1, job.maxAttempts)}
          {job.runAt !== null && (
            <>
              {' '}
              <Countdown until={job.runAt} />
            </>
          )}
          {text !== '' && ': '}
        </bdi>
      )}
      <bdi>{text}</bdi>
    </span>
  );
}

function RowProgress({ job }: { job: ShownJob }) {
  const messages = useMessages();
  const { jobList, time } = messages;
  if (!hasProgress(job)) return <RowFigure job={job} />;
  const percent = shownPercent(job);
  const aside =
    job.status === 'retrying'
      ? jobList.kept
      : job.status === 'cancelling'
        ? jobList.frozen
        : job.etaMs === null
          ? ''
          : time.left(job.etaMs);
  return (
    <div className="jobline">
      <span className="clip">{percent === null ? '' : <bdi>{time.percent(percent)}</bdi>}</span>
      <span className="muted">
        <bdi>{aside}</bdi>
      </span>
      <ProgressBar
        label={jobTitle(messages, job)}
        state={drawnState(job)}
        percent={percent}
        valueText={progressValueText(messages, job)}
        stale={job.stale === true || job.status === 'retrying'}
      />
    </div>
  );
}

/** What stands in a bar's place: the place in line, the time to wait, or the time it took. */
function RowFigure({ job }: { job: ShownJob }) {
  const messages = useMessages();
  const took = tookMs(job);
  const figure =
    job.status === 'pending' ? (
      job.queuePosition === null ? null : (
        messages.jobList.position(job.queuePosition)
      )
    ) : job.status === 'scheduled' ? (
      job.runAt === null ? null : (
        <Countdown until={job.runAt} />
      )
    ) : took === null ? null : (
      messages.job.took(took)
    );
  return (
    <span className="figure xs muted">
      <bdi>{figure}</bdi>
    </span>
  );
}

interface RowActionsProps {
  job: ShownJob;
  title: string;
  onAction: (action: RowAction, job: ShownJob) => void;
  onMenu?: (open: boolean) => void;
}

/** Not drawn again for progress: nothing in it tells how far a job is. */
const RowActions = memo(function RowActions({ job, title, onAction, onMenu }: RowActionsProps) {
  const { jobList } = useMessages();
  const first = firstAction(job);
  const words = {
    open: jobList.view,
    peek: jobList.peek,
    cancel: jobList.cancel,
    start: job.status === 'scheduled' ? jobList.startNow : jobList.retryNow,
    retry: job.status === 'cancelled' ? jobList.runAgain : jobList.retry,
    edit: jobList.runEdited,
    copyId: jobList.copyId,
  } satisfies Record<RowAction, string>;
  const menu: RowAction[] = [
    'open',
    'peek',
    ...(first && first !== 'open' ? [first] : []),
    ...(isHeldBack(job) ? (['start'] as const) : []),
    'edit',
    'copyId',
  ];
  return (
    <div className="cluster">
      {first && (
        <Button variant="ghost" size="sm" onClick={() => onAction(first, job)}>
          {words[first]}
        </Button>
      )}
      <Menu
        variant="ghost"
        size="sm"
        icon
        aria-label={jobList.more(title)}
        onOpenChange={onMenu}
        items={menu.map((action) => ({
          key: action,
          label: action === 'open' ? jobList.open : words[action],
          onSelect: () => onAction(action, job),
        }))}
      >
        <Ellipsis className="i" aria-hidden="true" />
      </Menu>
    </div>
  );
}, sameActions);

function sameActions(a: RowActionsProps, b: RowActionsProps): boolean {
  const sameJob = a.job.id === b.job.id && a.job.status === b.job.status;
  return sameJob && a.title === b.title && a.onAction === b.onAction && a.onMenu === b.onMenu;
}

/** The one action a row offers without its menu; none while the job is stopping or on its way. */
export function firstAction({ status }: Pick<ShownJob, 'status'>): RowAction | null {
  switch (status) {
    case 'creating':
    case 'cancelling':
      return null;
    case 'completed':
      return 'open';
    case 'failed':
    case 'cancelled':
      return 'retry';
    default:
      return 'cancel';
  }
}
