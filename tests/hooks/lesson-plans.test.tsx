import { createElement as h } from 'react';
import { expect, it, vi } from 'vitest';
import type { LessonPlansStatus } from '#contracts/lessons';
import { type UseLessonPlansResult, useLessonPlans } from '#hooks/use-lesson-plans';
import { eventually } from '../helpers/eventually';
import { mount } from './support/mount';
import { App, live, preparePage, Status } from './support/page';

const page = preparePage();
const path = '/api/workflows/web/lesson-plans';

type Detail = LessonPlansStatus['jobs']['details'][number];
const statusOf = (modulesGenerated: number, details: Detail[] = []): LessonPlansStatus => ({
  workflowId: 'web',
  modulesGenerated,
  totalModules: 4,
  allComplete: modulesGenerated === 4,
  totalLessons: 12 * modulesGenerated,
  totalContactHours: 18 * modulesGenerated,
  jobs: { total: details.length, active: details.length, completed: 0, failed: 0, details },
  status: modulesGenerated === 4 ? 'complete' : details.length > 0 ? 'in_progress' : 'pending',
});
const running = (jobId: string, moduleIndex: number): Detail => ({
  ...{ jobId, moduleIndex, state: 'running' },
  ...{ progress: 0, attemptsMade: 1 },
});

/** What the server says from now on. */
const say = (status: LessonPlansStatus) =>
  page.server.answers.set(`GET ${path}/status`, () => ({ success: true, data: status }));

/** A page with the hook; answers what it last gave. */
const show = (options?: Parameters<typeof useLessonPlans>[1]) => {
  const seen: { now?: UseLessonPlansResult; all: UseLessonPlansResult[] } = { all: [] };
  const Page = () => {
    seen.now = useLessonPlans('web', options);
    seen.all.push(seen.now);
    return null;
  };
  mount(h(App, null, h(Status), h(Page)));
  return seen;
};
const asked = () => page.server.requested(`${path}/status`);

it('loads, and is pushed what changes: modules that are done, and how far the one at hand is', async () => {
  say(statusOf(0));
  const seen = show();
  expect(seen.now).toMatchObject({ status: null, loading: true, error: null });
  await eventually(() => seen.now?.loading === false);
  await live();
  expect(seen.now).toMatchObject({ progressPercentage: 0, estimatedTimeRemaining: null });

  const job = page.server.create({ type: 'lesson-plans', status: 'running', attempt: 1 });
  say(statusOf(0, [running(job.id, 0)]));
  page.server.move(job.id, 'running');
  await eventually(() => seen.now?.status?.status === 'in_progress');
  await eventually(() => {
    page.server.progress(job.id, 50);
    return seen.now?.progressPercentage === 12.5;
  });

  say(statusOf(4));
  page.server.move(job.id, 'completed', { result: {} });
  await eventually(() => seen.now?.status?.allComplete);
  expect(seen.now).toMatchObject({ progressPercentage: 100, estimatedTimeRemaining: 0 });
  const percents = seen.all.map((view) => view.progressPercentage);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
});

it('starts a workflow and shows what came of it', async () => {
  say(statusOf(0));
  const seen = show();
  await eventually(() => seen.now?.loading === false);
  const data = {
    ...{ jobsQueued: 1, modulesGenerated: 0 },
    ...{ totalModules: 4, estimatedTimeMinutes: 1 },
  };
  page.server.answers.set(`POST ${path}`, () => {
    say(statusOf(0, [running('ada~lesson-plans~00000000000000000009', 0)]));
    return { success: true, data, message: 'queued' };
  });
  expect(await seen.now?.start()).toEqual(data);
  expect(seen.now?.status?.status).toBe('in_progress');
});

it('shows what the server rendered, and asks in its own time', async () => {
  say(statusOf(2));
  const seen = show({ initialStatus: statusOf(1) });
  expect(seen.all[0]).toMatchObject({ loading: false, progressPercentage: 25 });
  await eventually(() => seen.now?.progressPercentage === 50);
});

it('says why nothing can be read, keeps what it has, and rejects a start that failed', async () => {
  page.server.answers.set(`GET ${path}/status`, () => 'no JSON');
  const seen = show({ initialStatus: statusOf(1) });
  await eventually(() => seen.now?.error?.code === 'bad_answer');
  expect(seen.now?.status?.modulesGenerated).toBe(1);
  await expect(seen.now?.start()).rejects.toMatchObject({ code: 'not_found' });
  say(statusOf(1));
  page.server.answers.set(`POST ${path}`, () => ({ success: true, data: {}, message: '' }));
  await seen.now?.start();
  expect(seen.now?.error).toBeNull();
});

it('asks every 5 s where no socket can be had, and no more once all is complete', async () => {
  page.server.faults.token = { status: 503 };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  try {
    say(statusOf(1));
    const seen = show();
    await eventually(() => seen.now?.loading === false);
    const before = asked();
    say(statusOf(4));
    await vi.advanceTimersByTimeAsync(5_000);
    await eventually(() => seen.now?.status?.allComplete);
    expect(asked()).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked()).toBe(before + 1);
  } finally {
    vi.useRealTimers();
  }
});
