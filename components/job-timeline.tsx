'use client';

import { type KeyboardEvent, useMemo, useState } from 'react';
import type { JobHistory } from '#contracts/api';
import type { Messages } from '#contracts/messages/locales';
import type { ShownJob } from './job-text';
import { useNow } from './job-time';
import { useMessages } from './messages';
import { TimelineDetails } from './timeline-details';
import { TimelineItem } from './timeline-row';
import {
  type AxisWindow,
  axisWindow,
  GRID_LINES,
  type Timeline,
  type TimelineRow,
  timelineOf,
  type Zoom,
  zoomsOf,
} from './timeline-rows';
import { TimelineTools } from './timeline-tools';
import { Panel } from './ui/panel';

interface JobTimelineProps {
  job: ShownJob;
  history: Pick<JobHistory, 'changes' | 'steps'>;
  /** Server time minus local time in milliseconds. Default 0. */
  clockOffsetMs?: number;
  /** Without the steps of the attempts. Default false. */
  folded?: boolean;
  onFold?: (folded: boolean) => void;
}

const isStep = ({ kind }: TimelineRow): boolean => kind === 'step' || kind === 'kept';

/** The life of a job on one axis. A list: each row says in words what its bar draws, and more when it is selected. */
export function JobTimeline({ job, history, folded = false, ...props }: JobTimelineProps) {
  const ended = job.finishedAt !== null;
  const nowMs = useNow(ended ? 0 : 1_000) + (props.clockOffsetMs ?? 0);
  const messages = useMessages();
  const timeline = useMemo(
    () => timelineOf(job, history, ended ? Date.parse(job.finishedAt ?? '') : nowMs),
    [job, history, nowMs, ended],
  );
  const { view, show, ...tools } = useZoom(timeline);
  const [selectedId, select] = useState<string | null>(null);
  const rows = folded ? timeline.rows.filter((row) => !isStep(row)) : timeline.rows;
  const selected = rows.find(({ id }) => id === selectedId);
  const { timeline: words } = messages.job;
  return (
    <Panel
      title={words.title}
      aside={<bdi>{timelineSum(messages, timeline)}</bdi>}
      tools={
        <TimelineTools
          {...tools}
          view={view}
          folded={folded}
          onFold={timeline.rows.some(isStep) ? props.onFold : undefined}
        />
      }
      flush
    >
      <div className="gantt">
        <Axis timeline={timeline} view={view} />
        <ol onKeyDown={goByArrows}>
          {rows.map((row, index) => (
            <TimelineItem
              key={row.id}
              {...{ row, job, timeline, view }}
              selected={row === selected}
              stop={selected ? row === selected : index === 0}
              onSelect={() => {
                select(row === selected ? null : row.id);
                show(row);
              }}
            />
          ))}
        </ol>
        {selected && <TimelineDetails row={selected} {...{ job, history, timeline }} />}
      </div>
    </Panel>
  );
}

/** What part of the time is seen. `show` brings a row into it. */
function useZoom(timeline: Timeline) {
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [fromMs, setFromMs] = useState<number | null>(null);
  const view = axisWindow(timeline, zoom, fromMs);
  const half = view.spanMs / 2;
  return {
    zooms: zoomsOf(timeline),
    zoom,
    view,
    onZoom: setZoom,
    onMove: (by: 1 | -1) => {
      const next = view.fromMs + by * half;
      // At the end it goes on with what comes.
      setFromMs(next + view.spanMs >= timeline.endMs ? null : Math.max(timeline.startMs, next));
    },
    show: (row: TimelineRow) => {
      const seen = row.fromMs >= view.fromMs && row.fromMs < view.fromMs + view.spanMs;
      if (!seen) setFromMs(row.fromMs - half / GRID_LINES);
    },
  };
}

/** Up, down, first, last: the focus goes there, and the row is selected. */
function goByArrows(event: KeyboardEvent<HTMLOListElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-timeline-row]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = {
    ArrowUp: Math.max(0, at - 1),
    ArrowDown: Math.min(rows.length - 1, at + 1),
    Home: 0,
    End: rows.length - 1,
  }[event.key];
  const next = to === undefined ? undefined : rows[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (next.getAttribute('aria-pressed') !== 'true') next.click();
}

/** “58.2 s, of which 2.1 s waiting and 10.0 s back-off”. */
function timelineSum({ job }: Messages, timeline: Timeline): string {
  const { timeline: words, took } = job;
  const total = took(timeline.endMs - timeline.startMs);
  const parts = [
    ...(timeline.waitingMs > 0 ? [words.waiting(took(timeline.waitingMs))] : []),
    ...(timeline.backoffMs > 0 ? [words.backingOff(took(timeline.backoffMs))] : []),
  ];
  return words.ofWhich(timeline.live ? words.soFar(total) : total, parts);
}

function Axis({ timeline, view }: { timeline: Timeline; view: AxisWindow }) {
  const { job } = useMessages();
  const { step, took } = job.timeline;
  const ticks = Array.from({ length: GRID_LINES }, (_, index) => index / GRID_LINES);
  const before = view.fromMs - timeline.startMs;
  return (
    <div className="axis" aria-hidden="true">
      <span>{step}</span>
      <div className="ticks">
        {ticks.map((share) => (
          <span key={share} style={{ '--x': share * 100 }}>
            <bdi>{job.tick(Math.round(before + share * view.spanMs))}</bdi>
          </span>
        ))}
      </div>
      <span className="dur">{took}</span>
    </div>
  );
}
