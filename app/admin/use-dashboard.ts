'use client';

import { lengthOf, type Stretch } from '#components/admin/stretch';
import type { Wish } from '#components/admin/wish-dialogs';
import { useNow } from '#components/job-time';
import type {
  AuditPage,
  FailureList,
  HealthStrip,
  Overview,
  Queue,
  SocketProcess,
  Worker,
} from '#contracts/admin';
import { useAdminPulse } from '#hooks/use-admin-pulse';
import { readAudit, readFailures, readOverview, readQueues, readWorkers } from './admin-api';
import { AUDIT_LINES, type DashboardStart } from './dashboard-start';
import type { Part } from './freshness-view';
import { type Polled, usePolled } from './use-polled';

const SECOND_MS = 1_000;

/** The longer the stretch, the less the next seconds change it, in milliseconds. */
const pace = (stretch: Stretch): number | null => {
  if ('to' in stretch && Date.parse(stretch.to) < Date.now()) return null;
  const lengthMs = lengthOf(stretch);
  if (lengthMs <= 3_600_000) return 5 * SECOND_MS;
  return lengthMs <= 24 * 3_600_000 ? 15 * SECOND_MS : 60 * SECOND_MS;
};

/** A pulse that is older has stopped coming: the page asks by itself, as often as this, in milliseconds. */
const PULSE_PATIENCE_MS = 5_000;
const ASK_EVERY_MS = 3_000;
/** Of what no pulse brings. */
const AUDIT_EVERY_MS = 15_000;
const SOCKETS_EVERY_MS = 30_000;

interface Dashboard {
  readonly overview: Polled<Overview>;
  readonly failures: Polled<FailureList>;
  readonly audit: Polled<AuditPage>;
  readonly now: Now;
  /** Everything the page's age depends on. */
  readonly parts: readonly Part[];
  readonly refreshAll: () => void;
  readonly refreshAfter: (wish: Wish) => Promise<unknown>;
}

/** How things are, from the pulse where it comes. */
interface Now {
  readonly health: HealthStrip | null;
  /** Of the health, ISO 8601. */
  readonly at: string | null;
  readonly queues: readonly Queue[] | null;
  readonly workers: {
    readonly workers: readonly Worker[];
    readonly sockets: readonly SocketProcess[];
    readonly expected: number | null;
  } | null;
  /** Server time minus local time, in milliseconds. */
  readonly offsetMs: number;
}

/** All that the page shows, read as often as it changes. */
export function useDashboard(
  { query, stretch }: { query: string; stretch: Stretch },
  start: DashboardStart,
): Dashboard {
  const { readAt } = start;
  const every = pace(stretch);
  const overview = usePolled(
    query,
    (signal) => readOverview(query, signal),
    every,
    start.overview && { ...start.overview, readAt },
  );
  const failures = usePolled(
    query,
    (signal) => readFailures(query, signal),
    every,
    start.failures && { ...start.failures, readAt },
  );
  const audit = usePolled(
    'audit',
    (signal) => readAudit(`limit=${AUDIT_LINES}`, signal),
    AUDIT_EVERY_MS,
    start.audit && { key: 'audit', value: start.audit, readAt },
  );
  const { now, queues, workers, heard } = useHowThingsAre(overview.value, start);
  const polled = [overview, failures, queues, workers, audit];
  return {
    ...{ overview, failures, audit, now },
    parts: [...polled, { readAt: heard, failure: null }],
    refreshAll: () => {
      for (const part of polled) void part.refresh();
    },
    refreshAfter: ({ of }) =>
      Promise.all([audit.refresh(), { queue: queues, worker: workers, failures }[of].refresh()]),
  };
}

/** The pulse and, where it stays away, answers to questions; of two the newer counts. */
function useHowThingsAre(overview: Overview | null, start: DashboardStart) {
  const { readAt } = start;
  const { pulse, receivedAt } = useAdminPulse();
  const nowMs = useNow();
  const beats = receivedAt !== null && nowMs - receivedAt < PULSE_PATIENCE_MS;
  const queues = usePolled(
    'queues',
    readQueues,
    beats ? null : ASK_EVERY_MS,
    start.queues && { key: 'queues', value: start.queues, readAt },
  );
  const workers = usePolled(
    'workers',
    readWorkers,
    beats ? SOCKETS_EVERY_MS : ASK_EVERY_MS,
    start.workers && { key: 'workers', value: start.workers, readAt },
  );
  const there = workers.value;
  const health = newer(pulse, overview);
  const now: Now = {
    health: health?.health ?? null,
    at: health?.at ?? null,
    queues: newer(pulse, queues.value)?.queues ?? null,
    workers: newer(pulse, there) && {
      workers: newer(pulse, there)?.workers ?? [],
      sockets: there?.sockets ?? [],
      expected: pulse?.health.workers?.expected ?? there?.expected ?? null,
    },
    offsetMs: pulse
      ? Date.parse(pulse.at) - (receivedAt ?? 0)
      : there && workers.readAt !== null
        ? Date.parse(there.at) - workers.readAt
        : 0,
  };
  return { now, queues, workers, heard: receivedAt };
}

const newer = <A extends { at: string }, B extends { at: string }>(
  one: A | null,
  other: B | null,
): A | B | null => {
  if (!one || !other) return one ?? other;
  return Date.parse(one.at) >= Date.parse(other.at) ? one : other;
};
