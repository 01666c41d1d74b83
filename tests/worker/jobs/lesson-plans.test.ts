import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessonPlans as contract } from '#contracts/jobs/lesson-plans';
import { createAi } from '#platform/ai/create-ai';
import { createLessonStore } from '#platform/lessons/lesson-store';
import { readLessonPlansStatus, startLessonPlans } from '#platform/lessons/lesson-workflows';
import type { Principal } from '#platform/principal';
import type { JobRow } from '#platform/store/job-row';
import { PermanentError } from '#worker/job-context';
import { lessonPlans } from '#worker/jobs/lesson-plans';
import type { AnyHandler } from '#worker/run-attempt';
import { startCore, type TestCore } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';
import { unusedDeps } from '../../helpers/unused-deps';

let core: TestCore;
/** What happens to the job of an owner's module before it begins, by `owner module`. */
const faults = new Map<string, (signal: AbortSignal) => Promise<void>>();
beforeAll(async () => {
  core = await startCore();
  const { config, pool, log } = core.platform;
  const ai = await createAi({ config: config.ai, pool, log });
  const deps = { config, pool, log, ai, ...unusedDeps };
  const run: AnyHandler = async (input, context) => {
    const { moduleIndex } = input as { moduleIndex?: number };
    await faults.get(`${context.userId} ${moduleIndex}`)?.(context.signal);
    return lessonPlans(input as never, context, deps);
  };
  core.worker({ 'lesson-plans': run }, [contract]);
});
afterAll(() => core.stop());

const whoIs = (userId: string): Principal => ({ userId, role: 'user', via: 'token' });
const start = (owner: string, id = 'web') => startLessonPlans(core.platform, whoIs(owner), id);
const status = (owner: string, id = 'web') =>
  readLessonPlansStatus(core.platform, whoIs(owner), id);
const jobsOf = (owner: string): Promise<JobRow[]> =>
  core.platform.reads.list({ owner, types: ['lesson-plans'], limit: 200 });
const complete = (owner: string, id = 'web') =>
  eventually(
    async () => {
      const now = await status(owner, id);
      return now.status === 'complete' ? now : null;
    },
    30_000,
    `all modules of ${owner}`,
  );
const plans = (owner: string, id = 'web') =>
  createLessonStore(core.platform.pool).plans(owner, id, null);

describe('a workflow', () => {
  test('plans all eight modules from one start, one job each', async () => {
    expect((await start('one')).data).toMatchObject({
      jobsQueued: 1,
      modulesGenerated: 0,
      totalModules: 8,
    });
    const end = await complete('one');
    expect(end).toMatchObject({
      modulesGenerated: 8,
      allComplete: true,
      totalLessons: 100,
      totalContactHours: 150,
      jobs: { total: 8, active: 0, completed: 8, failed: 0 },
    });
    expect(end.jobs.details.map(({ moduleIndex }) => moduleIndex)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(await jobsOf('one')).toHaveLength(8);
    // Again: nothing is left to do.
    expect((await start('one')).data).toMatchObject({ jobsQueued: 0, estimatedTimeMinutes: 0 });
    expect(await jobsOf('one')).toHaveLength(8);
  });

  test('has one chain however many start it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => start('many')));
    expect(answers.reduce((sum, { data }) => sum + data.jobsQueued, 0)).toBe(1);
    await complete('many');
    expect(await jobsOf('many')).toHaveLength(8);
  });

  test('plans nothing twice where jobs for it are posted by hand, with a module and without', async () => {
    const inputs = [0, 0, 1, 3, undefined, undefined].map((moduleIndex) => ({
      workflowId: 'web',
      ...(moduleIndex === undefined ? {} : { moduleIndex }),
    }));
    await Promise.all(
      inputs.map((input) =>
        core.platform.jobs.submit(whoIs('hand'), { type: 'lesson-plans', input }),
      ),
    );
    await complete('hand');
    const rows = await eventually(async () => {
      const all = await jobsOf('hand');
      return all.every(({ finished_at }) => finished_at) ? all : null;
    });
    const outcomes = rows.map(({ result }) => JSON.parse(result ?? '{}') as { outcome: string });
    expect(outcomes.filter(({ outcome }) => outcome === 'generated')).toHaveLength(8);
    expect((await plans('hand')).map(({ moduleIndex }) => moduleIndex)).toHaveLength(8);
  });

  test('is its owner’s: the same name of somebody else is another one', async () => {
    await Promise.all([start('ann', 'same'), start('bob', 'same')]);
    await Promise.all([complete('ann', 'same'), complete('bob', 'same')]);
    const owners = (await plans('ann', 'same')).map(({ jobId }) => jobId.split('~')[0]);
    expect(new Set(owners)).toEqual(new Set(['ann']));
    expect((await status('eve', 'same')).status).toBe('pending');
  });

  test('stops at a module that fails, and goes on from there when it is started again', async () => {
    faults.set('fail 2', async () => {
      throw new PermanentError('broken', 'This module cannot be planned today.');
    });
    await start('fail');
    const stopped = await eventually(async () => {
      const now = await status('fail');
      return now.status === 'failed' ? now : null;
    });
    expect(stopped).toMatchObject({
      modulesGenerated: 2,
      jobs: { total: 3, failed: 1, active: 0 },
    });
    const before = await plans('fail');
    faults.clear();
    expect((await start('fail')).data).toMatchObject({ jobsQueued: 1, modulesGenerated: 2 });
    await complete('fail');
    expect((await plans('fail')).slice(0, 2)).toEqual(before);
    expect(await jobsOf('fail')).toHaveLength(9);
  });

  test('that is cancelled waits to be started again', async () => {
    const aborted = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    faults.set('stop 1', aborted);
    await start('stop');
    const job = await eventually(async () => {
      const { jobs } = await status('stop');
      return jobs.details.find((one) => one.moduleIndex === 1 && one.state === 'running');
    });
    expect((await start('stop')).data.jobsQueued).toBe(0);
    await core.platform.jobs.cancel(whoIs('stop'), job.jobId);
    await core.ended(job.jobId);
    expect((await status('stop')).status).toBe('pending');
    faults.clear();
    expect((await start('stop')).data.jobsQueued).toBe(1);
    await complete('stop');
  });
});
