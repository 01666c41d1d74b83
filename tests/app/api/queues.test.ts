import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobTypes } from '#contracts/jobs/index';
import {
  cookieOf,
  createJob,
  guestCookie,
  ORIGIN,
  refusal,
  startApi,
  type TestApi,
} from '../../helpers/api';
import { eventually } from '../../helpers/eventually';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ ADMIN_EMAILS: 'root@example.org' });
});
afterAll(() => api.stop());

const admin = { user: 'eve', role: 'admin' } as const;
const signUp = async (email: string): Promise<string> =>
  cookieOf(
    await api.call('POST', '/api/auth/sign-up/email', {
      headers: { origin: ORIGIN },
      body: { email, password: 'correct horse battery', name: 'Root' },
    }),
  );
const queues = async () => {
  const answer = await api.call('GET', '/admin/queues/api/queues', admin);
  return (await answer.json()) as {
    queues: { name: string; readOnlyMode: boolean; counts: Record<string, number> }[];
  };
};
const waitingOf = async (type: string) => {
  const { queues: all } = await queues();
  const { prioritized = 0, waiting = 0 } = all.find(({ name }) => name === type)?.counts ?? {};
  return prioritized + waiting;
};

/** The gauge of one type, by status. */
const gauge = async (type: string): Promise<Record<string, number>> => {
  const text = await (await api.call('GET', '/api/metrics', admin)).text();
  const lines = text.matchAll(/^jobwire_jobs\{type="([^"]+)",status="(\w+)"[^}]*\} (\d+)$/gm);
  return Object.fromEntries(
    [...lines].filter(([, of]) => of === type).map(([, , status, jobs]) => [status, Number(jobs)]),
  );
};

test('an admin opens the queues with a session or a token, and every type has a read-only one', async () => {
  const cookie = await signUp('root@example.org');
  for (const who of [admin, { cookie }]) {
    const page = await api.call('GET', '/admin/queues', who);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    expect(html).toContain('<base href="/admin/queues/" />');
    const script = /src="(static\/js\/main\.\w+\.js)"/.exec(html)?.[1];
    const file = await api.call('GET', `/admin/queues/${script}`, who);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toContain('javascript');
  }
  const { queues: all } = await queues();
  expect(all.map(({ name }) => name).sort()).toEqual([...jobTypes].sort());
  expect(all.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
});

test('the board shows what waits in a queue, over the connection that was there before', async () => {
  const { engine, redis } = api.core.platform;
  const connections = async () =>
    String(await redis.client('LIST'))
      .trim()
      .split('\n').length;
  await queues();
  const before = await connections();
  const held = await waitingOf('career-insights');
  const id = await createJob(api, 'ann');
  await eventually(async () => (await waitingOf('career-insights')) === held + 1, 5_000, 'the job');
  const one = await api.call('GET', `/admin/queues/api/queues/career-insights/${id}`, admin);
  expect(await one.json()).toMatchObject({ job: { id } });
  expect(await connections()).toBe(before);
  // Read-only: nothing that changes a queue gets as far as the board.
  for (const [method, path] of [
    ['PUT', `career-insights/${id}/clean`],
    ['PUT', 'career-insights/pause'],
    ['PUT', 'pause'],
    ['PUT', 'career-insights/empty'],
    ['POST', 'career-insights/add'],
    ['PATCH', `career-insights/${id}/update-data`],
  ] as const) {
    const answer = await api.call(method, `/admin/queues/api/queues/${path}`, admin);
    expect(await refusal(answer)).toBe('405 method_not_allowed');
  }
  expect(await engine.queue('career-insights').isPaused()).toBe(false);
  expect(await waitingOf('career-insights')).toBe(held + 1);
});

test('strangers, users and guests find no queues, on the page, its files and its API', async () => {
  const guest = await guestCookie(api);
  const user = await signUp('ann@example.org');
  for (const path of ['', '/api/queues', '/static/js/main.js', '/queue/career-insights']) {
    const get = async (who: object) => refusal(await api.call('GET', `/admin/queues${path}`, who));
    expect(await get({})).toBe('401 unauthorized');
    expect(await get({ user: 'ann' })).toBe('404 not_found');
    expect(await get({ cookie: user })).toBe('404 not_found');
    expect(await get({ cookie: guest })).toBe('404 not_found');
  }
});

test('no path leads out of the folder of the board’s files', async () => {
  for (const path of [
    '..%2f..%2fpackage.json',
    '%2e%2e%2f%2e%2e%2fpackage.json',
    '..%5c..%5cpackage.json',
  ]) {
    const answer = await api.call('GET', `/admin/queues/static/${path}`, admin);
    expect(await answer.text()).not.toContain('"version"');
  }
});

test('the metrics count the jobs of each type by status, those not ended as of now', async () => {
  const type = 'train';
  const { core } = api;
  const [done, broken] = [await core.submit(type), await core.submit(type)];
  const end = (id: string, state: string) =>
    core.platform.pool.query(`update jobs set state = $2, finished_at = now() where id = $1`, [
      id,
      state,
    ]);
  await end(done.id, 'completed');
  await end(broken.id, 'failed');
  await core.submit(type);
  const later = await core.submit(type, {}, { delayMs: 60_000 });
  const running = await core.submit(type);
  const setState = (id: string, state: string) =>
    core.platform.pool.query('update jobs set state = $2 where id = $1', [id, state]);
  await setState(running.id, 'running');
  expect(await gauge(type)).toEqual({
    scheduled: 1,
    pending: 1,
    running: 1,
    retrying: 0,
    cancelling: 0,
    completed: 1,
    failed: 1,
    cancelled: 0,
  });
  await setState(later.id, 'pending');
  // A parent that waits for its children runs, as far as anybody outside can see.
  await setState(running.id, 'waiting');
  expect(await gauge(type)).toMatchObject({ scheduled: 0, pending: 2, running: 1 });
  expect(await gauge('housekeeping')).toMatchObject({ pending: 0, completed: 0 });
});

test('metrics say how long the oldest has waited, what the queue holds, and how schedules fare', async () => {
  const { core } = api;
  await core.platform.pool.query(
    `insert into schedules (name, type, input, cron, timezone, declared_cron, declared_timezone, overlap, misfire,
       misfire_limit, run_at_start, next_at, critical)
     values ('failing', 'train', '{}', '0 4 * * *', 'UTC', '0 4 * * *', 'UTC', 'skip', 'skip', 1, false, now(), true)`,
  );
  const waiting = await core.submit('train');
  await core.platform.pool.query(
    `update jobs set run_at = now() - interval '1 hour' where id = $1`,
    [waiting.id],
  );
  const answer = await api.call('GET', '/api/metrics', { user: 'root', role: 'admin' });
  const text = await answer.text();
  const value = (name: string, labels: string) =>
    Number(new RegExp(`^${name}\\{${labels}.*\\} (\\S+)$`, 'm').exec(text)?.[1]);
  expect(value('jobwire_oldest_waiting_seconds', 'type="train"')).toBeGreaterThanOrEqual(3_600);
  expect(value('jobwire_oldest_waiting_seconds', 'type="housekeeping"')).toBe(0);
  expect(value('jobwire_schedule_critical', 'schedule="failing"')).toBe(1);
  expect(value('jobwire_queue_jobs', 'type="train",state="waiting"')).toBeGreaterThan(0);
  expect(value('jobwire_outbox_waiting', 'outbox="push"')).toBe(0);
  expect(text).toMatch(/^jobwire_workers\{.*\} 0$/m);
});

test('metrics answer while the ledger does not, without the figures that are not known', async () => {
  const { pool, countJobs, metrics } = api.core.platform;
  const { query } = pool;
  pool.query = (() => Promise.reject(new Error('away'))) as typeof query;
  try {
    await countJobs();
    expect((await metrics.jobs.get()).values).toEqual([]);
  } finally {
    pool.query = query;
  }
  expect(await gauge('train')).not.toEqual({});
});
