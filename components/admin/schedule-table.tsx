'use client';

import type { JobStatus } from '#contracts/job-status';
import type { JobRun, Schedule } from '#contracts/schedules';
import { typeTitle } from '../job-text';
import { Age, Countdown, Moment } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { Button } from '../ui/button';
import { Link } from '../ui/link';

const statusOf: Record<JobRun['status'], JobStatus> = {
  RUNNING: 'running',
  SUCCESS: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

interface ScheduleTableProps {
  schedules: readonly Schedule[];
  href: string;
  jobHref: (id: string) => string;
  /** Null: may not; the reason is said. */
  onRun: ((schedule: Schedule) => void) | null;
}

/** What runs by the clock, in short; its own page has the rest. */
export function ScheduleTable({ schedules, href, jobHref, onRun }: ScheduleTableProps) {
  const texts = useMessages();
  const { schedules: words, admin } = texts;
  const { columns } = admin.schedules;
  if (schedules.length === 0) return <p className="note nothing">{admin.schedules.none}</p>;
  return (
    <div className="tablewrap">
      <table className="datatable cards schedulelist">
        <caption className="sr">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.schedule}</th>
            <th scope="col">{columns.next}</th>
            <th scope="col">{columns.last}</th>
            <th scope="col">
              <span className="sr">{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {schedules.map((schedule) => (
            <tr key={schedule.name} data-schedule={schedule.name}>
              <td>
                <span className="rowtitle">
                  <Link href={href}>{typeTitle(texts, schedule.type)}</Link>
                </span>
                <span className="sub">{schedule.description}</span>
              </td>
              <td data-l={columns.next}>
                <Next schedule={schedule} />
              </td>
              <td data-l={columns.last}>
                {schedule.lastRun ? (
                  <Link className="lastrun" href={jobHref(schedule.lastRun.id)}>
                    <StateBadge state={statusOf[schedule.lastRun.status]} />
                    <span className="sub">
                      <Age at={schedule.lastRun.startedAt} />
                    </span>
                  </Link>
                ) : (
                  <span className="subtle">{words.never}</span>
                )}
              </td>
              <td className="num acts">
                <Button
                  size="sm"
                  variant="ghost"
                  title={onRun ? undefined : admin.roles.onlyOperators}
                  aria-disabled={onRun ? undefined : true}
                  aria-label={`${words.actions.run}: ${typeTitle(texts, schedule.type)}`}
                  onClick={() => onRun?.(schedule)}
                >
                  {words.actions.run}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Next({ schedule }: { schedule: Schedule }) {
  const [next] = schedule.nextRuns;
  if (schedule.paused) return <StateBadge state="paused" />;
  if (next === undefined) return <span className="subtle">–</span>;
  return (
    <span>
      <Countdown until={next} />
      <span className="sub">
        <Moment at={next} />
      </span>
    </span>
  );
}
