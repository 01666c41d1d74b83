import type { FailureGroup, Figures, HealthStrip, Overview, Queue, Worker } from '#contracts/admin';

export const START = Date.parse('2026-11-20T12:00:00.000Z');
const BUCKET_MS = 60_000;

export const figures = (completed: number, failed: number, ms: number | null): Figures => {
  const percentiles = ms === null ? null : { p50: ms, p95: ms * 2, p99: ms * 4 };
  return {
    ...{ completed, failed, cancelled: 0, wait: percentiles, run: percentiles },
    failureRate: completed + failed === 0 ? null : failed / (completed + failed),
  };
};

export const health: HealthStrip = {
  startP95Ms: 340,
  failureRate: 0.033,
  oldestWaiting: { jobId: 'u~train~1', type: 'train', waitedMs: 72_000 },
  sockets: 214,
  workers: { up: 3, expected: 3 },
  limits: { startP95Ms: 1_000, failureRate: 0.01, oldestWaitingMs: 300_000 },
};

/** Each pair: jobs that completed, and that failed, in one minute. */
export const overviewOf = (
  minutes: readonly (readonly [number, number])[],
  more: Partial<Overview> = {},
): Overview => {
  const sum = (index: 0 | 1) => minutes.reduce((all, pair) => all + pair[index], 0);
  const at = (index: number) => new Date(START + index * BUCKET_MS).toISOString();
  const total = figures(sum(0), sum(1), sum(0) + sum(1) === 0 ? null : 400);
  return {
    ...{ at: at(minutes.length), from: at(0), to: at(minutes.length), bucketMs: BUCKET_MS },
    ...{ type: null, sampled: false, total, before: figures(996, 4, 400), health },
    buckets: minutes.map(([good, bad], index) => ({
      at: at(index),
      ...figures(good, bad, good + bad === 0 ? null : 400 + index * 100),
    })),
    byType: [],
    ...more,
  };
};

export const queueOf = (type: string, more: Partial<Queue> = {}): Queue => ({
  ...{ type, waiting: 0, active: 0, delayed: 0, perMinute: 0, oldestWaitingMs: null },
  ...{ drainsInMs: null, concurrency: null, paused: null },
  ...more,
});

export const groupOf = (more: Partial<FailureGroup> = {}): FailureGroup => ({
  ...{ fingerprint: '0123456789abcdef', type: 'train', code: 'feed_too_large', count: 9, open: 9 },
  ...{ message: 'Feed sent more than … MiB', users: 2, trend: [0, 1, 8], muted: null },
  ...{ firstSeenAt: '2026-11-19T12:00:00.000Z', lastSeenAt: '2026-11-20T11:59:00.000Z' },
  sampleJobId: 'u~train~1',
  ...more,
});

export const workerOf = (silentMs: number, more: Partial<Worker> = {}): Worker => ({
  ...{ id: `w-${silentMs}`, host: `host-${silentMs}`, pid: 7, version: '1.0.0', state: 'up' },
  ...{ startedAt: '2026-11-20T10:00:00.000Z', memoryBytes: 212 * 1024 * 1024, types: ['train'] },
  ...{ slots: { used: 1, total: 5 }, jobs: ['u~train~1'], draining: false },
  lastBeatAt: new Date(START - silentMs).toISOString(),
  ...more,
});
