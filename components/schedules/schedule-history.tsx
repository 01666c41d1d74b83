'use client';

import type { ScheduleHistory as History, Slot } from '#contracts/schedules';
import { Age, Moment } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { Link } from '../ui/link';

interface ScheduleHistoryProps {
  history: History;
  jobHref: (id: string) => string;
}

/** What became of the latest slots, and who changed what. */
export function ScheduleHistory({ history, jobHref }: ScheduleHistoryProps) {
  const { schedules: words } = useMessages();
  const { columns } = words;
  const { slots, changes } = history;
  return (
    <div className="schedulehistory">
      <div>
        <h3>{words.history}</h3>
        {slots.length === 0 ? (
          <p className="note">{words.nothing}</p>
        ) : (
          <div className="tablewrap">
            <table className="datatable cards">
              <thead>
                <tr>
                  <th scope="col">{columns.at}</th>
                  <th scope="col">{columns.why}</th>
                  <th scope="col">{columns.outcome}</th>
                  <th scope="col" className="num">
                    {columns.took}
                  </th>
                </tr>
              </thead>
              <tbody>
                {slots.map((slot) => (
                  <SlotRow key={`${slot.at} ${slot.kind}`} slot={slot} jobHref={jobHref} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      <div>
        <h3>{words.changes}</h3>
        {changes.length === 0 ? (
          <p className="note">{words.noChanges}</p>
        ) : (
          <ol className="changes">
            {changes.map((change) => (
              <li key={`${change.at} ${change.action} ${change.detail}`}>
                <bdi className="strong">{change.actorName ?? change.actor}</bdi>{' '}
                {words.changed[change.action as keyof typeof words.changed] ?? change.action}{' '}
                <span className="xs muted">
                  <Age at={change.at} />
                </span>
                {change.action === 'edit' || change.action === 'reset' ? (
                  <p className="xs muted mono">
                    <bdi>{change.detail}</bdi>
                  </p>
                ) : null}
              </li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

function SlotRow({ slot, jobHref }: { slot: Slot; jobHref: (id: string) => string }) {
  const { schedules: words, time } = useMessages();
  const { outcome, status, jobId } = slot;
  return (
    <tr>
      <td>
        <Moment at={slot.at} />
      </td>
      <td>{words.kinds[slot.kind]}</td>
      <td>
        {jobId && status ? (
          <Link href={jobHref(jobId)}>
            <StateBadge state={status} />
          </Link>
        ) : (
          <span className="muted">
            {outcome === 'skipped_misfire' ? words.missed(slot.slots) : words.outcomes[outcome]}
          </span>
        )}
      </td>
      <td className="num">{slot.durationMs === null ? '' : time.duration(slot.durationMs)}</td>
    </tr>
  );
}
