import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  jobStatusSchema,
  scheduleHistorySchema,
  scheduleListSchema,
  schedulesStatusSchema,
  triggerAnswerSchema,
} from '#contracts/schedules';
import { refusal, startApi, type TestApi } from '../../helpers/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const admin = { user: 'eve', role: 'admin' } as const;
const path = '/api/schedules/housekeeping';
const housekeeping = async () => {
  const answer = await api.call('GET', '/api/schedules?locale=en', admin);
  const { schedules } = scheduleListSchema.parse(await answer.json());
  const found = schedules.find(({ name }) => name === 'housekeeping');
  if (!found) throw new Error('nothing is declared');
  return found;
};
const history = async () =>
  scheduleHistorySchema.parse(await (await api.call('GET', path, admin)).json());
const health = async (query = '?schedule=housekeeping') => {
  const answer = await api.call('GET', `/api/job-status${query}`, { user: 'ann' });
  return jobStatusSchema.parse(await answer.json());
};
const trigger = async () => {
  const answer = await api.call('POST', '/api/jobs/trigger/housekeeping', admin);
  expect(answer.status).toBe(202);
  return triggerAnswerSchema.parse(await answer.json()).data;
};
const act = (action: string, who: object = admin) => api.call('POST', `${path}/${action}`, who);
const edit = (body: object, who: object = admin) => api.call('PUT', path, { ...who, body });
/** Ends a run as a worker would, after `ms`. */
const end = (jobId: string | null, state: string, ms = 250) =>
  api.core.platform.pool.query(
    `update jobs set state = $2, started_at = now(), finished_at = now() + $3 * interval '1 millisecond',
       error = case $2 when 'failed' then '{"code":"x","message":"It broke.","retryable":false}' end where id = $1`,
    [jobId, state, ms],
  );

test('the status names every schedule with its time and its next run', async () => {
  const answer = await api.call('GET', '/api/jobs/status', { user: 'ann' });
  const { data } = schedulesStatusSchema.parse(await answer.json());
  expect(data.isRunning).toBe(false);
  expect(data.jobs[0]).toMatchObject({ name: 'ingestion', schedule: '* * * * *' });
  const one = data.jobs.find(({ name }) => name === 'housekeeping');
  expect(one).toMatchObject({
    name: 'housekeeping',
    schedule: '0 4 * * *',
    timezone: 'UTC',
    isActive: true,
    lastRun: null,
  });
  expect(one?.nextRun).toMatch(/T04:00:00\.000Z$/);
});

test('a run by hand is one job of the platform’s own, and a second wish does not double it', async () => {
  const first = await trigger();
  expect(first).toMatchObject({ schedule: 'housekeeping', outcome: 'started' });
  expect(await trigger()).toMatchObject({ outcome: 'skipped_overlap', jobId: first.jobId });
  expect((await health()).scheduler.currentlyExecuting).toBe(true);
  const jobId = first.jobId as string;
  const job = await api.call('GET', `/api/jobs/${jobId}`, admin);
  expect(await job.json()).toMatchObject({ job: { userId: 'system', type: 'housekeeping' } });
  expect(await refusal(await api.call('GET', `/api/jobs/${jobId}`, { user: 'ann' }))).toBe(
    '404 not_found',
  );
  await end(jobId, 'completed');
  const { slots, changes } = await history();
  expect(slots.map(({ outcome, status }) => [outcome, status])).toEqual([
    ['skipped_overlap', null],
    ['started', 'completed'],
  ]);
  expect(changes).toMatchObject([
    { actor: 'eve', action: 'trigger', detail: 'skipped_overlap' },
    { actor: 'eve', action: 'trigger', detail: 'started' },
  ]);
});

test('runs, statistics and health come from the ledger; three failures in a row are unhealthy', async () => {
  const ids: (string | null)[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { jobId } = await trigger();
    ids.push(jobId);
    await end(jobId, 'failed', 50);
  }
  expect(await health()).toMatchObject({
    healthy: false,
    scheduler: {
      schedule: 'housekeeping',
      running: false,
      cronExpression: '0 4 * * *',
      description: 'At 04:00',
      currentlyExecuting: false,
    },
    stats: {
      totalRuns: 4,
      successfulRuns: 1,
      failedRuns: 3,
      skippedRuns: 1,
      consecutiveFailures: 3,
      averageDurationMs: 250,
    },
    lastRun: { id: ids[2], status: 'FAILED', durationMs: 50, errorMessage: 'It broke.' },
  });
  expect((await health()).recentRuns.map(({ status }) => status)).toEqual([
    'FAILED',
    'FAILED',
    'FAILED',
    'SUCCESS',
  ]);
  expect((await health('')).scheduler.schedule).toBe('ingestion');
  await end((await trigger()).jobId, 'completed');
  expect(await health()).toMatchObject({ healthy: true, stats: { consecutiveFailures: 0 } });
});

test('pause, resume and skip-next take effect at once and say who did it', async () => {
  const [next, second] = (await housekeeping()).nextRuns;
  expect((await act('skip-next')).status).toBe(200);
  expect((await housekeeping()).nextRuns[0]).toBe(second);
  expect((await history()).slots[0]).toMatchObject({ at: next, outcome: 'skipped_by_hand' });
  await act('pause');
  expect(await housekeeping()).toMatchObject({ paused: true, nextRuns: [] });
  expect(await refusal(await act('skip-next'))).toBe('409 conflict');
  await act('resume');
  expect((await housekeeping()).paused).toBe(false);
  expect((await history()).changes.slice(0, 3)).toMatchObject([
    { actor: 'eve', action: 'resume' },
    { actor: 'eve', action: 'pause' },
    { actor: 'eve', action: 'skip-next', detail: next },
  ]);
});

test('an edit is checked, wins over what is declared until the reset, and is not overrun', async () => {
  const { version } = await housekeeping();
  const time = { cron: '30 2 * * 1', timezone: 'Europe/Berlin' };
  const refused = await edit({ ...time, cron: '0 0 30 2 *', version });
  expect(await refused.clone().json()).toMatchObject({
    errors: [{ path: 'cron', code: 'never_fires' }],
  });
  expect(await refusal(refused)).toBe('422 invalid_input');
  expect((await edit({ ...time, version })).status).toBe(200);
  const edited = await housekeeping();
  expect(edited).toMatchObject({ ...time, edited: true, declared: { cron: '0 4 * * *' } });
  expect(edited.nextRuns).toHaveLength(3);
  expect(await refusal(await edit({ ...time, version }))).toBe('409 conflict');
  await act('reset');
  expect(await housekeeping()).toMatchObject({ cron: '0 4 * * *', timezone: 'UTC', edited: false });
  expect((await history()).changes.find(({ action }) => action === 'edit')).toMatchObject({
    actor: 'eve',
    detail: '0 4 * * * UTC → 30 2 * * 1 Europe/Berlin',
  });
});

test.each([
  ['GET', '/api/schedules'],
  ['GET', path],
  ['POST', `${path}/pause`],
  ['POST', '/api/jobs/trigger/housekeeping'],
])('%s %s needs the admin', async (method, address) => {
  expect(await refusal(await api.call(method, address, { user: 'ann' }))).toBe('403 forbidden');
  expect(await refusal(await api.call(method, address))).toBe('401 unauthorized');
});

test.each([
  ['POST', '/api/jobs/trigger/nothing', '404 not_found'],
  ['POST', '/api/jobs/trigger/a%3Ab', '400 invalid_id'],
  ['POST', `${path}/explode`, '400 invalid_id'],
  ['GET', '/api/job-status?schedule=nothing', '404 not_found'],
  ['GET', '/api/jobs/trigger/housekeeping', '405 method_not_allowed'],
])('%s %s is %s', async (method, address, expected) => {
  expect(await refusal(await api.call(method, address, admin))).toBe(expected);
});
