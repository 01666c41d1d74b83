'use client';

import type { ReactNode } from 'react';
import type { HealthStrip as Health } from '#contracts/admin';
import { Sparkline } from '../charts/sparkline';
import { useMessages } from '../messages';
import { StateGlyph } from '../state-glyph';
import { Link } from '../ui/link';

/** The way of each figure, oldest first. */
export type HealthTrends = Readonly<
  Record<'start' | 'failures' | 'oldest' | 'sockets' | 'workers', readonly (number | null)[]>
>;

interface HealthStripProps {
  health: Health;
  trends: HealthTrends;
  jobHref: (id: string) => string;
}

/** How things are, in five figures. Red, with the mark of failure, only where a limit is broken. */
export function HealthStrip({ health, trends, jobHref }: HealthStripProps) {
  const { admin, time } = useMessages();
  const { health: words, charts } = admin;
  const { startP95Ms, failureRate, oldestWaiting, sockets, workers, limits } = health;
  const duration = (ms: number | null) => (ms === null ? charts.unknown : time.duration(ms));
  return (
    <ul className="strip" aria-label={words.label}>
      <Cell
        label={words.start}
        href="#latency"
        value={duration(startP95Ms)}
        limit={words.limit(time.duration(limits.startP95Ms))}
        broken={startP95Ms !== null && startP95Ms > limits.startP95Ms}
        trend={trends.start}
      />
      <Cell
        label={words.failures}
        href="#failures"
        value={failureRate === null ? charts.unknown : charts.rate(failureRate)}
        limit={words.limit(charts.rate(limits.failureRate))}
        broken={failureRate !== null && failureRate > limits.failureRate}
        trend={trends.failures}
      />
      <Cell
        label={words.oldest}
        href={oldestWaiting ? jobHref(oldestWaiting.jobId) : '#queues'}
        value={oldestWaiting ? duration(oldestWaiting.waitedMs) : words.nobody}
        limit={words.limit(time.duration(limits.oldestWaitingMs))}
        broken={oldestWaiting !== null && oldestWaiting.waitedMs > limits.oldestWaitingMs}
        trend={trends.oldest}
      />
      <Cell
        label={words.sockets}
        href="#workers"
        value={sockets === null ? charts.unknown : time.count(sockets)}
        broken={sockets === null}
        limit={words.away}
        trend={trends.sockets}
      />
      <Cell
        label={words.workers}
        href="#workers"
        value={workers ? time.count(workers.up) : charts.unknown}
        aside={workers ? words.ofExpected(workers.expected) : undefined}
        broken={workers === null || workers.up < workers.expected || workers.up === 0}
        limit={workers ? words.missing : words.away}
        trend={trends.workers}
      />
    </ul>
  );
}

interface CellProps {
  label: string;
  href: string;
  value: string;
  aside?: ReactNode;
  broken: boolean;
  /** Which limit it is, said where it is broken. */
  limit: string;
  trend: readonly (number | null)[];
}

function Cell({ label, href, value, aside, broken, limit, trend }: CellProps) {
  return (
    <li data-broken={broken ? '' : undefined}>
      <Link href={href}>
        <span className="label">{label}</span>
        <span className="v">
          {broken && <StateGlyph state="failed" />}
          <bdi>{value}</bdi>
          {(broken || aside) && (
            <small>
              <bdi>{broken && !aside ? limit : aside}</bdi>
              {broken && aside && <span className="sr">, {limit}</span>}
            </small>
          )}
        </span>
        <Sparkline values={trend} />
      </Link>
    </li>
  );
}
