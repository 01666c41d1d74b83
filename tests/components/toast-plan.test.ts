import { describe, expect, it } from 'vitest';
import { countFolded, planToasts, type ToastCandidate } from '#components/toast-plan';
import type { Job } from '#contracts/job';
import { makeJob, NOW } from './job-fixtures';

const candidate = (age: number, changes: Partial<Job> = {}): ToastCandidate => ({
  key: `k${age}`,
  job: makeJob({ id: `j${age}`, createdAt: new Date(NOW - age * 1_000).toISOString(), ...changes }),
});
const many = (count: number, from: number, changes: Partial<Job> = {}) =>
  Array.from({ length: count }, (_, index) => candidate(from + index, changes));
const keys = (list: readonly ToastCandidate[]) => list.map(({ key }) => key);

describe('who gets a toast', () => {
  it('gives one to each while there is room, the newest nearest to the edge', () => {
    const plan = planToasts([candidate(1), candidate(3), candidate(2)], 3);
    expect(keys(plan.visible)).toEqual(['k3', 'k2', 'k1']);
    expect(plan.folded).toEqual([]);
  });

  it('keeps the three newest of fifty and folds the rest into one summary', () => {
    const plan = planToasts(many(50, 1), 3);
    expect(keys(plan.visible)).toEqual(['k3', 'k2', 'k1']);
    expect(plan.folded).toHaveLength(47);
  });

  it('lifts at most two failures out of the fold and leaves a place to a live job', () => {
    const plan = planToasts([...many(10, 1), ...many(5, 100, { status: 'failed' })], 3);
    const states = plan.visible.map(({ job }) => job.status);
    expect(states.filter((state) => state === 'failed')).toHaveLength(2);
    expect(states.filter((state) => state === 'running')).toHaveLength(1);
    expect(plan.folded.filter(({ job }) => job.status === 'failed')).toHaveLength(3);
  });

  it('does not let a burst of endings hide what still runs', () => {
    const plan = planToasts([...many(30, 10, { status: 'completed' }), candidate(90)], 3);
    expect(keys(plan.visible)).toContain('k90');
    expect(plan.visible).toHaveLength(3);
  });

  it('shows one toast besides the summary on a small screen, and a failure before all', () => {
    const plan = planToasts([...many(4, 1), candidate(50, { status: 'failed' })], 1);
    expect(keys(plan.visible)).toEqual(['k50']);
    expect(plan.folded).toHaveLength(4);
  });
});

describe('what the summary says', () => {
  it('counts by what matters and takes the mean of the percents', () => {
    const progress = { percent: 40, message: '' };
    const counts = countFolded([
      ...many(2, 1, { progress }),
      candidate(10, { status: 'pending', progress: { percent: null, message: '' } }),
      candidate(11, { status: 'failed' }),
      candidate(12, { status: 'cancelled' }),
      candidate(13, { status: 'retrying', progress }),
    ]);
    expect(counts).toEqual({ running: 3, queued: 1, failed: 1, done: 1, percent: 320 / 6 });
  });

  it('is at nothing, not at a division by it, when the fold is empty', () => {
    expect(countFolded([]).percent).toBe(0);
  });
});
