import { expect, test } from 'vitest';
import { estimateTimeLeft } from '#platform/jobs/estimate-time-left';

const startedAt = new Date('2026-01-01T00:00:00Z');
const after = (ms: number) => startedAt.getTime() + ms;
const running = { state: 'running', started_at: startedAt } as const;
const steady = { runs: 50, p50Ms: 30_000, p90Ms: 40_000 };

test('a running job has what its type usually takes, less what it has taken', () => {
  expect(estimateTimeLeft(running, steady, after(10_000))).toBe(20_000);
});

test('nothing is said of a job past its usual end, of few runs, of uneven ones, or of a job that waits', () => {
  expect(estimateTimeLeft(running, steady, after(29_000))).toBeNull();
  expect(estimateTimeLeft(running, { ...steady, runs: 3 }, after(0))).toBeNull();
  expect(estimateTimeLeft(running, { ...steady, p90Ms: 200_000 }, after(0))).toBeNull();
  expect(estimateTimeLeft({ state: 'pending', started_at: null }, steady)).toBeNull();
  expect(estimateTimeLeft(running, null, after(0))).toBeNull();
});
