import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessonPlans as contract } from '#contracts/jobs/lesson-plans';
import {
  lessonPlansDataSchema,
  lessonPlansStartSchema,
  lessonPlansStatusSchema,
} from '#contracts/lessons';
import { createAi } from '#platform/ai/create-ai';
import { lessonPlans } from '#worker/jobs/lesson-plans';
import type { AnyHandler } from '#worker/run-attempt';
import { refusal, startApi, type TestApi } from '../../helpers/api';
import { eventually } from '../../helpers/eventually';
import { unusedDeps } from '../../helpers/unused-deps';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const at = (id: string, rest = '') => `/api/workflows/${id}/lesson-plans${rest}`;
const get = (path: string, user = 'ann') => api.call('GET', path, { user });
const start = (id: string, user = 'ann') => api.call('POST', at(id), { user });
const status = async (id: string, user = 'ann') =>
  lessonPlansStatusSchema.parse(await (await get(at(id, '/status'), user)).json()).data;

/** A worker from here on; before, jobs wait in line. */
const startWorker = async () => {
  const { config, pool, log } = api.core.platform;
  const ai = await createAi({ config: config.ai, pool, log });
  const deps = { config, pool, log, ai, ...unusedDeps };
  const handlers: Record<string, AnyHandler> = {
    'lesson-plans': (input, context) => lessonPlans(input as never, context, deps),
  };
  api.core.worker(handlers, [contract]);
};

describe('before a worker comes', () => {
  test('a workflow that nobody has begun is pending, and has no lessons', async () => {
    expect(await status('new')).toEqual({
      workflowId: 'new',
      modulesGenerated: 0,
      totalModules: 8,
      allComplete: false,
      totalLessons: 0,
      totalContactHours: 0,
      jobs: { total: 0, active: 0, completed: 0, failed: 0, details: [] },
      status: 'pending',
    });
    const data = lessonPlansDataSchema.parse(await (await get(at('new'))).json()).data;
    expect(data).toMatchObject({ workflowId: 'new', modules: [], source: { sample: true } });
    expect(await refusal(await get(at('new', '/export')))).toBe('404 not_found');
  });

  test('a start answers at once that one job is queued; the second that none is', async () => {
    const first = await start('web');
    expect(first.status).toBe(202);
    const answer = lessonPlansStartSchema.parse(await first.json());
    expect(answer.data).toEqual({
      jobsQueued: 1,
      modulesGenerated: 0,
      totalModules: 8,
      estimatedTimeMinutes: 1,
    });
    expect(answer.message).toMatch(/^Module 1 of 8 is queued/);
    const second = await start('web');
    expect(second.status).toBe(200);
    expect((await second.json()).data.jobsQueued).toBe(0);
    const now = await status('web');
    expect(now).toMatchObject({ status: 'in_progress', jobs: { total: 1, active: 1 } });
    expect(now.jobs.details).toEqual([
      expect.objectContaining({ moduleIndex: 0, state: 'pending', progress: 0, attemptsMade: 0 }),
    ]);
  });

  test('another owner sees nothing of it, and may use the same name', async () => {
    expect((await status('web', 'bob')).status).toBe('pending');
    expect((await (await start('web', 'bob')).json()).data.jobsQueued).toBe(1);
    expect((await status('web')).jobs.total).toBe(1);
  });

  test.each(['', '/status', '/export'])(
    'strangers, odd names and odd questions are refused: %s',
    async (rest) => {
      expect(await refusal(await api.call('GET', at('web', rest)))).toBe('401 unauthorized');
      for (const id of ['a%20b', 'a.b', 'x'.repeat(101), '%00', '..%2F..']) {
        expect(await refusal(await get(at(id, rest)))).toBe('400 invalid_id');
      }
      expect(await refusal(await get(at('web', `${rest}?odd=1`)))).toBe('422 invalid_query');
    },
  );
});

describe('with a worker', () => {
  beforeAll(async () => {
    await startWorker();
    await eventually(async () => (await status('web')).allComplete, 30_000, 'all modules');
  });

  test('a workflow ends complete, with its lessons and hours', async () => {
    expect(await status('web')).toMatchObject({
      modulesGenerated: 8,
      totalLessons: 100,
      totalContactHours: 150,
      status: 'complete',
      jobs: { total: 8, active: 0, completed: 8, failed: 0 },
    });
    const again = await start('web');
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({
      data: { jobsQueued: 0, estimatedTimeMinutes: 0 },
      message: 'All modules have their lesson plans.',
    });
  });

  test('its data is there whole, and by module', async () => {
    const { data } = lessonPlansDataSchema.parse(await (await get(at('web'))).json());
    expect(data.modules.flatMap(({ lessons }) => lessons)).toHaveLength(100);
    expect(data.modules.every(({ coverage }) => coverage.missing.length === 0)).toBe(true);
    expect(data.modules[0]?.engine).toEqual({ kind: 'built-in', name: 'template@1' });
    const one = lessonPlansDataSchema.parse(await (await get(at('web', '?module=3'))).json());
    expect(one.data.modules).toEqual([data.modules[3]]);
    expect(await refusal(await get(at('web', '?module=-1')))).toBe('422 invalid_query');
  });

  test('it can be taken along as Markdown and as a Word document', async () => {
    const markdown = await get(at('web', '/export?format=markdown'));
    expect(markdown.headers.get('content-disposition')).toBe(
      'attachment; filename="web-lesson-plans.md"',
    );
    const text = await markdown.text();
    expect(text.match(/^### Lesson /gm)).toHaveLength(100);
    expect(text).toContain('# Introduction to web development');
    expect(text).toContain('| Engage | 10 |');
    const word = await get(at('web', '/export?format=docx'));
    expect(word.headers.get('content-type')).toMatch(/wordprocessingml/);
    const bytes = new Uint8Array(await word.arrayBuffer());
    // A zip file, as Word's are.
    expect([...bytes.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
    expect(bytes.length).toBeGreaterThan(20_000);
    expect(await refusal(await get(at('web', '/export?format=pdf')))).toBe('422 invalid_query');
  });

  test('the last jobs of the type are listed with how they ended', async () => {
    const answer = await get('/api/jobs?type=lesson-plans&status=completed&limit=100');
    expect((await answer.json()).jobs).toHaveLength(8);
  });

  test('what is planned stays, and counts, when the history of its jobs is gone', async () => {
    const { pool } = api.core.platform;
    await pool.query(`delete from jobs where owner = 'ann' and type = 'lesson-plans'`);
    expect(await status('web')).toMatchObject({
      status: 'complete',
      jobs: { total: 8, completed: 8, failed: 0 },
    });
    expect((await (await start('web')).json()).data.jobsQueued).toBe(0);
  });
});
