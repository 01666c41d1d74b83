'use client';

import { useMemo } from 'react';
import type { JobHistory } from '#contracts/api';
import type { Messages } from '#contracts/messages/locales';
import type { ShownJob } from './job-text';
import { useNow } from './job-time';
import { useMessages } from './messages';
import { StateGlyph } from './state-glyph';
import {
  axisSpanMs,
  GRID_LINES,
  placeBar,
  type Timeline,
  type TimelineRow,
  timelineOf,
} from './timeline-rows';
import { Panel } from './ui/panel';

interface JobTimelineProps {
  job: ShownJob;
  history: Pick<JobHistory, 'changes' | 'steps'>;
  /** Server time minus local time in milliseconds. Default 0. */
  clockOffsetMs?: number;
}

/** The life of a job on one axis. A list: each row says in words what its bar draws. */
export function JobTimeline({ job, history, clockOffsetMs = 0 }: JobTimelineProps) {
  const ended = job.finishedAt !== null;
  const nowMs = useNow(ended ? 0 : 1_000) + clockOffsetMs;
  const messages = useMessages();
  const timeline = useMemo(
    () => timelineOf(job, history, ended ? Date.parse(job.finishedAt ?? '') : nowMs),
    [job, history, nowMs, ended],
  );
  const spanMs = axisSpanMs(timeline.endMs - timeline.startMs);
  const { timeline: words } = messages.job;
  return (
    <Panel title={words.title} aside={<bdi>{timelineSum(messages, timeline)}</bdi>} flush>
      <div className="gantt">
        <Axis spanMs={spanMs} stepWord={words.step} tookWord={words.took} />
        <ol>
          {timeline.rows.map((row) => (
            <Row key={row.id} row={row} job={job} timeline={timeline} spanMs={spanMs} />
          ))}
        </ol>
      </div>
    </Panel>
  );
}

/** “58.2 s, of which 2.1 s waiting and 10.0 s back-off”. */
export function timelineSum({ job }: Messages, timeline: Timeline): string {
  const { timeline: words, took } = job;
  const total = took(timeline.endMs - timeline.startMs);
  const parts = [
    ...(timeline.waitingMs > 0 ? [words.waiting(took(timeline.waitingMs))] : []),
    ...(timeline.backoffMs > 0 ? [words.backingOff(took(timeline.backoffMs))] : []),
  ];
  return words.ofWhich(timeline.live ? words.soFar(total) : total, parts);
}

interface AxisProps {
  spanMs: number;
  stepWord: string;
  tookWord: string;
}

function Axis({ spanMs, stepWord, tookWord }: AxisProps) {
  const { job } = useMessages();
  const ticks = Array.from({ length: GRID_LINES }, (_, index) => (spanMs / GRID_LINES) * index);
  return (
    <div className="axis" aria-hidden="true">
      <span>{stepWord}</span>
      <div className="ticks">
        {ticks.map((ms) => (
          <span key={ms} style={{ '--x': (ms / spanMs) * 100 }}>
            <bdi>{job.tick(ms)}</bdi>
          </span>
        ))}
      </div>
      <span className="dur">{tookWord}</span>
    </div>
  );
}

interface RowProps {
  row: TimelineRow;
  job: ShownJob;
  timeline: Timeline;
  spanMs: number;
}

function Row({ row, job, timeline, spanMs }: RowProps) {
  const messages = useMessages();
  const { x, w } = placeBar(row, timeline.startMs, spanMs);
  const name = rowName(messages, row, job);
  const isStep = row.kind === 'step' || row.kind === 'kept';
  return (
    <li
      className={row.kind === 'attempt' ? 'attempt' : isStep ? 'step' : undefined}
      data-state={row.state}
    >
      <span className="name">
        {!isStep && <StateGlyph state={row.state} percent={job.progress.percent} />}
        <span className="clip" dir="auto" title={name}>
          {name}
        </span>
        <span className="sr">
          {isStep || row.kind === 'attempt' ? messages.state.words[row.state] : ''}
        </span>
      </span>
      <div className="lane" aria-hidden="true">
        <span
          className="bar"
          data-k={barKind(row)}
          data-live={row.live ? '' : undefined}
          style={{ '--x': x, '--w': w }}
        />
      </div>
      <span className="dur">
        <bdi>{rowTook(messages, row, timeline)}</bdi>
      </span>
    </li>
  );
}

const barKind = ({ kind }: TimelineRow): string | undefined =>
  kind === 'end' ? 'dot' : kind === 'attempt' || kind === 'step' ? undefined : kind;

function rowName({ job: words, state }: Messages, row: TimelineRow, job: ShownJob): string {
  const { timeline } = words;
  switch (row.kind) {
    case 'wait':
      return state.words[row.state];
    case 'attempt': {
      const name = timeline.attempt(row.attempt, job.maxAttempts);
      return row.handedBack ? `${name}, ${timeline.handedBack}` : name;
    }
    case 'kept':
      return timeline.keptFrom(row.names.map(stepTitle).join(', '), row.attempt);
    case 'backoff':
      return timeline.backoff;
    case 'step':
      return row.names.map(stepTitle).join(', ');
    case 'end':
      return row.state === 'completed' ? timeline.finished : state.words[row.state];
  }
}

function rowTook({ job: words }: Messages, row: TimelineRow, timeline: Timeline): string {
  if (row.kind === 'kept') return words.timeline.kept;
  if (row.kind === 'end') return words.took(row.toMs - timeline.startMs);
  return words.took(row.toMs - row.fromMs);
}

/** “rewrite-bullets” as people write it: “Rewrite bullets”. */
const stepTitle = (name: string): string => {
  // Between two digits the hyphen means “to”.
  const words = name.replaceAll(/(?<!\d)[-_]+|[-_]+(?!\d)/g, ' ').trim();
  return words === '' ? name : words[0]?.toLocaleUpperCase() + words.slice(1);
};
