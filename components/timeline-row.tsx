'use client';

import type { Messages } from '#contracts/messages/locales';
import type { ShownJob } from './job-text';
import { useMessages } from './messages';
import { StateGlyph } from './state-glyph';
import {
  type AxisWindow,
  isWithin,
  placeBar,
  type Timeline,
  type TimelineRow,
} from './timeline-rows';

interface TimelineItemProps {
  row: TimelineRow;
  job: ShownJob;
  timeline: Timeline;
  view: AxisWindow;
  selected: boolean;
  /** The one row that Tab stops at; the arrow keys go on from there. */
  stop: boolean;
  onSelect: () => void;
}

/** One row of a timeline: it says in words what its bar draws. */
export function TimelineItem({ row, job, timeline, view, ...chosen }: TimelineItemProps) {
  const messages = useMessages();
  const { x, w } = placeBar(row, view.fromMs, view.spanMs);
  const name = rowName(messages, row, job);
  const isStep = row.kind === 'step' || row.kind === 'kept';
  return (
    <li
      className={row.kind === 'attempt' ? 'attempt' : isStep ? 'step' : undefined}
      data-state={row.state}
      data-selected={chosen.selected ? '' : undefined}
    >
      <span className="name">
        {!isStep && <StateGlyph state={row.state} percent={job.progress.percent} />}
        <button
          type="button"
          className="clip"
          dir="auto"
          title={name}
          data-timeline-row={row.id}
          aria-pressed={chosen.selected}
          tabIndex={chosen.stop ? 0 : -1}
          onClick={chosen.onSelect}
        >
          {name}
        </button>
        <span className="sr">
          {isStep || row.kind === 'attempt' ? messages.state.words[row.state] : ''}
        </span>
      </span>
      <div className="lane" aria-hidden="true">
        {isWithin(row, view) && (
          <span
            className="bar"
            data-k={barKind(row)}
            data-live={row.live ? '' : undefined}
            style={{ '--x': x, '--w': w }}
          />
        )}
      </div>
      <span className="dur">
        <bdi>{rowTook(messages, row, timeline)}</bdi>
      </span>
    </li>
  );
}

const barKind = ({ kind }: TimelineRow): string | undefined =>
  kind === 'end' ? 'dot' : kind === 'attempt' || kind === 'step' ? undefined : kind;

/** What a row is called. */
export function rowName({ job: words, state }: Messages, row: TimelineRow, job: ShownJob): string {
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

/** How long a row took, or what stands in that place. */
export function rowTook({ job: words }: Messages, row: TimelineRow, timeline: Timeline): string {
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
