'use client';

import type { JobHistory } from '#contracts/api';
import type { ShownJob } from './job-text';
import { Moment } from './job-time';
import { useMessages } from './messages';
import { rowName, rowTook } from './timeline-row';
import type { Timeline, TimelineRow } from './timeline-rows';

interface TimelineDetailsProps {
  row: TimelineRow;
  job: ShownJob;
  history: Pick<JobHistory, 'changes' | 'steps'>;
  timeline: Timeline;
}

/** All there is to know about the selected row. */
export function TimelineDetails({ row, job, history, timeline }: TimelineDetailsProps) {
  const messages = useMessages();
  const { job: words, state } = messages;
  const { details } = words.timeline;
  const moment = (ms: number) => (
    <>
      <Moment at={new Date(ms).toISOString()} />{' '}
      <bdi className="muted">+{words.took(Math.max(0, ms - timeline.startMs))}</bdi>
    </>
  );
  const reason = reasonOf(row, history);
  const isPoint = row.kind === 'end' || row.kind === 'kept';
  return (
    <section className="gantt-details" aria-label={details.title} data-timeline-details={row.id}>
      <h3 dir="auto">{rowName(messages, row, job)}</h3>
      <dl className="facts">
        <dt>{words.overview.status}</dt>
        <dd>{state.words[row.state]}</dd>
        <dt>{isPoint ? details.at : details.from}</dt>
        <dd>{moment(row.fromMs)}</dd>
        {!isPoint && (
          <>
            <dt>{details.until}</dt>
            <dd>{row.live ? details.goesOn : moment(row.toMs)}</dd>
            <dt>{words.timeline.took}</dt>
            <dd>
              <bdi>{rowTook(messages, row, timeline)}</bdi>
            </dd>
          </>
        )}
        {row.attempt > 0 && (
          <>
            <dt>{words.overview.attempt}</dt>
            <dd>
              <bdi>{words.meta.attemptOf(row.attempt, job.maxAttempts)}</bdi>
            </dd>
          </>
        )}
        {reason !== null && (
          <>
            <dt>{details.reason}</dt>
            <dd dir="auto">{reason}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Why an attempt or the job ended, as the ledger has it. */
function reasonOf(row: TimelineRow, { changes }: Pick<JobHistory, 'changes'>): string | null {
  if (row.live || (row.kind !== 'attempt' && row.kind !== 'end')) return null;
  return changes.find(({ at, detail }) => detail && Date.parse(at) === row.toMs)?.detail ?? null;
}
