import { expect, test } from 'vitest';
import { deliveryOf } from '#platform/jobs/hand-over';
import { createLessonStore } from '#platform/lessons/lesson-store';
import { startLessonPlans } from '#platform/lessons/lesson-workflows';
import { startCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';

/** Steps each worker lives for: in all less than the 124 of a workflow. */
const lives = [1, 2, 5, 9, 16, 3, 20, 7, 13, 11];

test('a workflow whose worker is killed ten times loses nothing and repeats no finished step', async ({
  onTestFinished,
}) => {
  const core = await startCore();
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
  });
  const launch = async (more: Record<string, string> = {}) => {
    const env = { ...core.environment, WORKER_PORT: '0', ...more };
    const worker = await startWorkerProcess(env, 'lessons-worker-main');
    workers.push(worker);
    return worker;
  };
  const who = { userId: 'ann', role: 'user', via: 'token' } as const;
  await startLessonPlans(core.platform, who, 'web');
  for (const steps of lives) {
    const worker = await launch({ DIE_AFTER: String(steps) });
    await worker.gone;
    // What the keeper does when the dead worker's lock has run out, done at once.
    await core.redis.flush();
    const open = await core.platform.reads.live('ann', 10);
    await core.platform.engine.deliver(open.map((row) => deliveryOf(row)));
  }
  await launch();
  const jobs = await eventually(
    async () => {
      const all = await core.platform.reads.list({ owner: 'ann', limit: 100 });
      return all.length === 8 && all.every((row) => row.state === 'completed') ? all : null;
    },
    30_000,
    'all modules',
  );
  const plans = await createLessonStore(core.platform.pool).plans('ann', 'web', null);
  expect(plans.flatMap(({ plan }) => plan.lessons)).toHaveLength(100);
  const steps = workers.flatMap((worker) =>
    worker.reports.map(({ jobId, what }) => `${jobId} ${what}`),
  );
  // For each module which one it is, its frames and that it is saved; and the lessons.
  expect(new Set(steps).size).toBe(steps.length);
  expect(steps).toHaveLength(8 * 3 + 100);
  expect(jobs.reduce((sum, { crashes }) => sum + crashes, 0)).toBe(lives.length);
}, 120_000);
