'use client';

import { lengthOf, type Stretch } from '#components/admin/stretch';
import type { Wish } from '#components/admin/wish-dialogs';
import type {
  AuditPage,
  FailureList,
  HealthStrip,
  Overview,
  Queue,
  SocketProcess,
  Worker,
} from '#contracts/admin';
import { readAudit, readFailures, readOverview, readQueues, readWorkers } from './admin-api';
import { AUDIT_LINES, type DashboardStart } from './dashboard-start';
import { type Polled, usePolled } from './use-polled';

const SECOND_MS = 1_000;

/** The longer the stretch, the less the next seconds change it, in milliseconds. */
const pace = (stretch: Stretch): number | null => {
  if ('to' in stretch && Date.parse(stretch.to) < Date.now()) return null;
  const lengthMs = lengthOf(stretch);
  if (lengthMs <= 3_600_000) return 5 * SECOND_MS;
  return lengthMs <= 24 * 3_600_000 ? 15 * SECOND_MS : 60 * SECOND_MS;
};

/** Between two reads of what the pulse brings, where it does not come, in milliseconds. */
const ASK_EVERY_MS = 3_000;
const AUDIT_EVERY_MS = 15_000;

interface Dashboard {
  readonly overview: Polled<Overview>;
  readonly failures: Polled<FailureList>;
  readonly audit: Polled<AuditPage>;
  readonly health: HealthStrip | null;
  readonly queues: readonly Queue[] | null;
  readonly workers: {
    readonly workers: readonly Worker[];
    readonly sockets: readonly SocketProcess[];
    readonly expected: number | null;
  } | null;
  /** Server time minus local time, in milliseconds. */
  readonly offsetMs: number;
  /** Everything the page's age depends on. */
  readonly parts: readonly Polled<unknown>[];
  readonly refreshAll: () => void;
  readonly refreshAfter: (wish: Wish) => Promise<unknown>;
}

/** All that the page shows, read as often as it changes. */
export function useDashboard(
  { query, stretch }: { query: string; stretch: Stretch },
  start: DashboardStart,
): Dashboard {
  const { readAt } = start;
  const startOf = <T>(key: string, value: T | null) => value && { key, value, readAt };
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
  const queues = usePolled('queues', readQueues, ASK_EVERY_MS, startOf('queues', start.queues));
  const workers = usePolled(
    'workers',
    readWorkers,
    ASK_EVERY_MS,
    startOf('workers', start.workers),
  );
  const audit = usePolled(
    'audit',
    (signal) => readAudit(`limit=${AUDIT_LINES}`, signal),
    AUDIT_EVERY_MS,
    startOf('audit', start.audit),
  );
  const parts = [overview, failures, queues, workers, audit];
  const heard = workers.value;
  return {
    ...{ overview, failures, audit, parts },
    health: overview.value?.health ?? null,
    queues: queues.value?.queues ?? null,
    workers: heard,
    offsetMs: heard && workers.readAt !== null ? Date.parse(heard.at) - workers.readAt : 0,
    refreshAll: () => {
      for (const part of parts) void part.refresh();
    },
    refreshAfter: ({ of }) =>
      Promise.all([audit.refresh(), { queue: queues, worker: workers, failures }[of].refresh()]),
  };
}
