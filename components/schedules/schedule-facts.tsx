'use client';

import type { JobStatus } from '#contracts/job';
import type { JobRun, Schedule } from '#contracts/schedules';
import { Age, Countdown, Moment } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { Link } from '../ui/link';

const statusOf: Record<JobRun['status'], JobStatus> = {
  RUNNING: 'running',
  SUCCESS: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

interface ScheduleFactsProps {
  schedule: Schedule;
  jobHref: (id: string) => string;
}

/** When a schedule runs next, how it went last, and by which rules. */
export function ScheduleFacts({ schedule, jobHref }: ScheduleFactsProps) {
  const { schedules: words } = useMessages();
  const { stats, lastRun, nextRuns } = schedule;
  return (
    <dl className="schedulefacts">
      <div>
        <dt>{words.next}</dt>
        <dd>{nextRuns.length === 0 ? words.noNext : <NextRuns runs={nextRuns} />}</dd>
      </div>
      <div>
        <dt>{words.last}</dt>
        <dd>{lastRun ? <LastRun run={lastRun} href={jobHref(lastRun.id)} /> : words.never}</dd>
      </div>
      <div>
        <dt>{words.numbers}</dt>
        <dd>
          {words.numbersOf(stats.successfulRuns, stats.failedRuns, stats.skippedRuns)}
          {stats.averageDurationMs !== null && (
            <p className="muted">{words.average(stats.averageDurationMs)}</p>
          )}
        </dd>
      </div>
      <div>
        <dt>{words.rules}</dt>
        <dd>
          <p>{words.overlap[schedule.overlap]}</p>
          <p>{words.misfire[schedule.misfire]}</p>
        </dd>
      </div>
    </dl>
  );
}

/** In the reader's own zone, and in UTC, as logs and expressions have it. */
function NextRuns({ runs }: { runs: readonly string[] }) {
  const { time } = useMessages();
  return (
    <ol className="nextruns">
      {runs.map((at, index) => (
        <li key={at}>
          <Moment at={at} />
          <span className="xs muted">
            <bdi>{time.moment(at, 'utc')}</bdi>
          </span>
          {index === 0 && (
            <span className="xs">
              <Countdown until={at} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function LastRun({ run, href }: { run: JobRun; href: string }) {
  const { time } = useMessages();
  return (
    <>
      <Link href={href} className="cluster">
        <StateBadge state={statusOf[run.status]} />
        <Age at={run.startedAt} />
      </Link>
      {run.durationMs !== null && <p className="muted">{time.duration(run.durationMs)}</p>}
      {run.errorMessage && <p className="problem">{run.errorMessage}</p>}
    </>
  );
}
