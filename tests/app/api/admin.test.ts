import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  AuditPage,
  EndedJobPage,
  FailureDetail,
  FailureList,
  Overview,
  PausedQueues,
  QueueList,
  WorkerList,
} from '#contracts/admin';
import type { JobAccepted } from '#contracts/api';
import { roles } from '#contracts/roles';
import { beat } from '#platform/queue/process-beats';
import { createJob, refusal, startApi, type TestApi } from '../../helpers/api';
import { type EndedJob, putEndedJob } from '../../helpers/ended-job';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const viewer = { user: 'vic', role: 'viewer' } as const;
const operator = { user: 'oda', role: 'operator' } as const;
const admin = { user: 'eve', role: 'admin' } as const;

const read = async <T>(path: string, who: object = viewer): Promise<T> => {
  const answer = await api.call('GET', path, who);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};
const act = (path: string, who: object = operator, body: unknown = {}) =>
  api.call('POST', path, { ...who, body });

const ended = (at: number, job: EndedJob = {}) => putEndedJob(api.core.platform.pool, at, job);

const hour = Date.parse('2026-03-01T10:00:00Z');
const stretch = (from: number, to: number) =>
  `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;

test('each role gets as far as the table of rights says, on every route of operators', async () => {
  const gone = '0123456789abcdef';
  const routes = [
    ['GET', '/api/admin/overview', 'viewer', 200],
    ['GET', '/api/admin/queues', 'viewer', 200],
    ['GET', '/api/admin/workers', 'viewer', 200],
    ['GET', '/api/admin/failures', 'viewer', 200],
    ['GET', `/api/admin/failures/${gone}`, 'viewer', 404],
    ['GET', '/api/admin/audit', 'viewer', 200],
    ['GET', '/api/admin/jobs', 'viewer', 200],
    ['GET', '/api/schedules', 'viewer', 200],
    ['GET', '/api/schedules/housekeeping', 'viewer', 200],
    ['GET', '/api/queues/paused', 'user', 200],
    ['POST', '/api/admin/queues/train/resume', 'operator', 200],
    ['POST', '/api/admin/workers/nobody/drain', 'operator', 404],
    ['POST', `/api/admin/failures/${gone}/retry`, 'operator', 404],
    ['POST', `/api/admin/failures/${gone}/mute`, 'operator', 404],
    ['POST', '/api/schedules/housekeeping/pause', 'operator', 200],
    ['POST', '/api/schedules/housekeeping/reset', 'admin', 200],
    ['GET', '/api/metrics', 'admin', 200],
  ] as const;
  for (const [method, path, needed, status] of routes) {
    const call = (who: object) =>
      api.call(method, path, method === 'POST' ? { ...who, body: {} } : who);
    expect(await refusal(await call({})), `${path} for strangers`).toBe('401 unauthorized');
    for (const role of roles) {
      const answer = await call({ user: `a-${role}`, role });
      const may = roles.indexOf(role) >= roles.indexOf(needed);
      expect(answer.status, `${method} ${path} for ${role}`).toBe(may ? status : 403);
      if (!may) expect(await refusal(answer)).toBe('403 forbidden');
    }
  }
  expect(await refusal(await act('/api/schedules/housekeeping/resume', viewer))).toBe(
    '403 forbidden',
  );
});

test('a viewer sees everybody’s jobs, not what is in them, and does nothing to them', async () => {
  const id = await createJob(api, 'ann');
  await api.core.platform.pool.query(`update jobs set result = '{"secret":1}' where id = $1`, [id]);
  const job = (who: object) => read<{ job: { result: unknown } }>(`/api/jobs/${id}`, who);
  expect((await job({ user: 'ann' })).job.result).toEqual({ secret: 1 });
  expect((await job(operator)).job.result).toEqual({ secret: 1 });
  expect((await job(viewer)).job).toMatchObject({ result: null, resultOmitted: true });
  const history = (who: object) => read<object>(`/api/jobs/${id}/history`, who);
  expect(await history(viewer)).toMatchObject({ input: null, inputHidden: true });
  expect(await history(operator)).toMatchObject({ input: { domain: 'Data' } });
  for (const part of ['logs', 'chunks']) {
    expect(await refusal(await api.call('GET', `/api/jobs/${id}/${part}`, viewer))).toBe(
      '403 forbidden',
    );
    expect((await api.call('GET', `/api/jobs/${id}/${part}`, operator)).status).toBe(200);
  }
  for (const action of ['cancel', 'retry', 'run-now']) {
    const path = `/api/jobs/${id}/${action}`;
    expect(await refusal(await api.call('POST', path, viewer))).toBe('403 forbidden');
    expect(await refusal(await api.call('POST', path, { user: 'bob' }))).toBe('404 not_found');
  }
  expect((await api.call('POST', `/api/jobs/${id}/cancel`, operator)).status).toBe(202);
  const again = await api.call('POST', `/api/jobs/${id}/retry`, operator);
  const { job: next } = (await again.json()) as JobAccepted;
  expect(next).toMatchObject({ userId: 'ann', retryOf: id });
  // Types that only admins start: an operator may repeat one, and begin none.
  const trained = await ended(Date.now(), { state: 'failed', owner: 'eve' });
  expect((await api.call('POST', `/api/jobs/${trained}/retry`, operator)).status).toBe(202);
  const train = { body: { type: 'train' } };
  expect(await refusal(await api.call('POST', '/api/jobs', { ...operator, ...train }))).toBe(
    '403 forbidden',
  );
  const { entries } = await read<AuditPage>('/api/admin/audit?kind=job&actor=oda');
  expect(entries.map(({ action, target }) => [action, target])).toEqual([
    ['retry', trained],
    ['retry', id],
    ['cancel', id],
  ]);
  expect(entries[1]?.details).toBe(next.id);
});

test('statistics are those of the jobs that ended in the time, by bucket, by type and before', async () => {
  for (let n = 1; n <= 100; n += 1) {
    const state = n <= 80 ? 'completed' : n <= 90 ? 'failed' : 'cancelled';
    await ended(hour + n * 1_000, { state, waitMs: 10 * n, runMs: 100 * n, owner: `u${n}` });
  }
  await ended(hour + 1_800_000, { type: 'career-insights', waitMs: 7_000, runMs: 60_000 });
  await ended(hour - 60_000, { state: 'failed' });
  const path = `/api/admin/overview?${stretch(hour, hour + 3_600_000)}`;
  const all = await read<Overview>(path);
  expect(all).toMatchObject({ bucketMs: 60_000, sampled: false, type: null });
  expect(all.buckets).toHaveLength(60);
  expect(all.buckets[0]).toMatchObject({ at: new Date(hour).toISOString(), completed: 59 });
  expect(all.buckets[1]).toMatchObject({ completed: 21, failed: 10, cancelled: 10 });
  expect(all.buckets[2]).toMatchObject({ completed: 0, failureRate: null, wait: null, run: null });
  expect(all.total).toMatchObject({ completed: 81, failed: 10, cancelled: 10 });
  expect(all.total.failureRate).toBeCloseTo(10 / 91);
  expect(all.byType.map(({ type }) => type)).toEqual(['train', 'career-insights']);
  expect(all.before).toMatchObject({ completed: 0, failed: 1, failureRate: 1 });
  const train = await read<Overview>(`${path}&type=train`);
  expect(train.total).toMatchObject({
    completed: 80,
    wait: { p50: 505, p95: 951, p99: 990 },
    run: { p50: 5_050, p95: 9_505, p99: 9_901 },
  });
  // A job that was tried again is due later than it first started: it says nothing of the wait.
  const late = await ended(hour + 10_000_000, { waitMs: 5 });
  await api.core.platform.pool.query('update jobs set run_at = finished_at where id = $1', [late]);
  const one = await read<Overview>(
    `/api/admin/overview?${stretch(hour + 9_000_000, hour + 11_000_000)}`,
  );
  expect(one.total).toMatchObject({ completed: 1, wait: null, run: { p50: 1_000 } });
});

test('an empty and a huge stretch are answered, a senseless one is refused', async () => {
  const empty = await read<Overview>(`/api/admin/overview?${stretch(1e12, 1e12 + 1_000)}`);
  expect(empty.total).toEqual({
    completed: 0,
    failed: 0,
    cancelled: 0,
    failureRate: null,
    wait: null,
    run: null,
  });
  const year = await read<Overview>(
    `/api/admin/overview?${stretch(hour - 300 * 86_400_000, hour + 60 * 86_400_000)}`,
  );
  expect(year.buckets.length).toBeLessThanOrEqual(75);
  expect(year.buckets.reduce((sum, { completed }) => sum + completed, 0)).toBe(
    year.total.completed,
  );
  for (const range of ['15m', '1h', '24h', '7d']) {
    const { buckets, from, to } = await read<Overview>(`/api/admin/overview?range=${range}`);
    expect(buckets.length).toBeGreaterThan(50);
    expect(Date.parse(to)).toBeGreaterThan(Date.parse(from));
  }
  for (const query of [
    'range=3h',
    `range=1h&${stretch(1, 2)}`,
    'from=2026-01-01T00:00:00Z',
    stretch(hour, hour),
    stretch(hour, hour + 400 * 86_400_000),
    'type=',
    'to=yesterday&from=today',
  ]) {
    expect(await refusal(await api.call('GET', `/api/admin/overview?${query}`, viewer))).toBe(
      '422 invalid_query',
    );
  }
});

test('a queue is paused, limited and resumed with who did it, and its jobs say so to everybody', async () => {
  const type = 'career-insights';
  const id = await createJob(api, 'ann');
  const answer = await act(`/api/admin/queues/${type}/pause`, operator, {
    reason: 'provider down',
  });
  expect((await answer.json()) as object).toMatchObject({
    queue: { type, drainsInMs: null, paused: { by: 'oda', byName: null, reason: 'provider down' } },
  });
  const { engine } = api.core.platform;
  expect(await engine.queue(type).isPaused()).toBe(true);
  const { job } = await read<{ job: { waitingFor: object } }>(`/api/jobs/${id}`, { user: 'ann' });
  expect(job.waitingFor).toEqual({ reason: 'paused' });
  const paused = (who: object) => read<PausedQueues>('/api/queues/paused', who);
  expect((await paused({ user: 'ann' })).paused).toMatchObject([{ type, by: null, reason: null }]);
  expect((await paused(viewer)).paused).toMatchObject([{ type, by: 'oda' }]);
  await act(`/api/admin/queues/${type}/limit`, operator, { concurrency: 3 });
  expect(await engine.queue(type).getGlobalConcurrency()).toBe(3);
  await act(`/api/admin/queues/${type}/resume`);
  expect(await engine.queue(type).isPaused()).toBe(false);
  const { queues } = await read<QueueList>('/api/admin/queues');
  expect(queues.find((one) => one.type === type)).toMatchObject({ concurrency: 3, paused: null });
  expect((await paused(viewer)).paused).toEqual([]);
  expect(await refusal(await act('/api/admin/queues/nonsense/pause'))).toBe('404 not_found');
  expect(await refusal(await act(`/api/admin/queues/${type}/limit`))).toBe('422 invalid_input');
  const none = { concurrency: 0 };
  expect(await refusal(await act(`/api/admin/queues/${type}/limit`, operator, none))).toBe(
    '422 invalid_input',
  );
  await act(`/api/admin/queues/${type}/limit`, operator, { concurrency: null });
  expect(await engine.queue(type).getGlobalConcurrency()).toBeNull();
});

test('failures that differ in numbers and names alone are one group, with its trend and its open jobs', async () => {
  const at = Date.parse('2026-04-01T00:00:00Z');
  const day = stretch(at, at + 12 * 3_600_000);
  const input = { domain: 'Data' };
  const good = await ended(at - 1_000, { type: 'career-insights', input, owner: 'dan' });
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const message = `Row ${n} of “sheet ${n}” is not valid`;
    ids.push(
      await ended(at + n * 3_600_000 + 1, {
        type: 'career-insights',
        state: 'failed',
        message,
        owner: n < 2 ? 'cid' : 'dan',
        input: { domain: `Data ${n}` },
      }),
    );
  }
  await ended(at + 5, { state: 'failed', message: 'Another thing altogether' });
  await api.call('POST', `/api/jobs/${ids[0]}/retry`, operator);
  const list = () => read<FailureList>(`/api/admin/failures?${day}`);
  const { groups, jobs, truncated } = await list();
  expect({ jobs, truncated, sizes: groups.map(({ count }) => count) }).toEqual({
    jobs: 5,
    truncated: false,
    sizes: [4, 1],
  });
  const [group] = groups;
  expect(group).toMatchObject({
    type: 'career-insights',
    code: 'broke',
    message: 'Row … of … is not valid',
    open: 3,
    users: 2,
    firstSeenAt: new Date(at + 1).toISOString(),
    sampleJobId: ids[3],
    trend: [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    muted: null,
  });
  const path = `/api/admin/failures/${group?.fingerprint}`;
  const detail = await read<FailureDetail>(`${path}?${day}`, operator);
  expect(detail.sample).toMatchObject({ jobId: ids[3], input: { domain: 'Data 3' } });
  expect(detail.lastGood).toMatchObject({ jobId: good, userId: 'dan', input });
  expect(detail.jobs.map(({ jobId }) => jobId)).toEqual([...ids].reverse());
  expect(detail.jobs.at(-1)?.retryId).toContain('cid~career-insights');
  const hidden = await read<FailureDetail>(`${path}?${day}`);
  expect(hidden).toMatchObject({
    payloads: false,
    sample: { input: null },
    lastGood: { input: null },
  });
  await act(`${path}/mute`);
  expect((await list()).groups.map(({ muted }) => muted?.by)).toEqual([undefined, 'oda']);
  await act(`${path}/unmute`);
  expect((await list()).groups[0]?.muted).toBeNull();
  await act(`${path}/discard`);
  expect((await list()).groups).toHaveLength(1);
  // It fails anew: after it was discarded, so that it is there again.
  const now = Date.now() + 1_000;
  await ended(now, {
    type: 'career-insights',
    state: 'failed',
    message: 'Row 9 of “x” is not valid',
  });
  const later = await read<FailureList>(`/api/admin/failures?${stretch(now - 5_000, now + 5_000)}`);
  expect(later.groups.map(({ fingerprint }) => fingerprint)).toContain(group?.fingerprint);
  const other = await read<FailureList>(`/api/admin/failures?${day}&type=train`);
  expect(other.groups.map(({ type }) => type)).toEqual(['train']);
});

test('a group retry is one job at a time, noted with who asked for it', async () => {
  const now = Date.now();
  await ended(now, { type: 'career-insights', state: 'failed', message: 'For the retry' });
  const { groups } = await read<FailureList>('/api/admin/failures?range=15m');
  const group = groups.find(({ message }) => message === 'For the retry');
  const path = `/api/admin/failures/${group?.fingerprint}`;
  const answer = await act(`${path}/retry`, operator, { perSecond: 5 });
  expect(answer.status).toBe(202);
  const { jobId, job } = (await answer.json()) as JobAccepted;
  expect(job).toMatchObject({ type: 'retry-failures', userId: 'oda' });
  expect(await refusal(await act(`${path}/retry`))).toBe('409 conflict');
  const detail = await read<FailureDetail>(`${path}?range=15m`);
  expect(detail.retryJob?.id).toBe(jobId);
  const { entries } = await read<AuditPage>('/api/admin/audit?kind=failure&limit=1');
  expect(entries[0]).toMatchObject({
    actor: 'oda',
    role: 'operator',
    action: 'retry',
    target: group?.fingerprint,
    details: jobId,
  });
  await api.call('POST', `/api/jobs/${jobId}/cancel`, operator);
});

test('workers go stale and offline with their silence, and are missed until another takes their place', async () => {
  const { redis } = api.core.platform;
  const now = Date.now();
  const worker = (id: string, silentMs: number, host: string, startedAt = now - 3_600_000) =>
    beat(redis, 'worker', {
      ...{ id, host, pid: 1, version: '1', startedAt, at: now - silentMs, memoryBytes: 1 },
      ...{ types: ['train'], slots: { used: 1, total: 5 }, jobs: [], draining: false },
    } as Parameters<typeof beat>[2]);
  await worker('fresh', 1_000, 'a');
  await worker('quiet', 40_000, 'b');
  await worker('lost', 100_000, 'c');
  await worker('replaced', 200_000, 'd');
  await worker('successor', 1_000, 'd', now - 60_000);
  await worker('forgotten', 20 * 60_000, 'e');
  await redis.hset('jobwire:worker-beats', 'garbage', '{"no":"beat"}');
  const { workers, expected } = await read<WorkerList>('/api/admin/workers');
  expect(workers.map(({ id, state }) => [id, state])).toEqual([
    ['fresh', 'up'],
    ['successor', 'up'],
    ['quiet', 'stale'],
    ['lost', 'offline'],
    ['replaced', 'offline'],
  ]);
  expect(expected).toBe(4);
  expect(await redis.hexists('jobwire:worker-beats', 'garbage')).toBe(0);
  const { health } = await read<Overview>('/api/admin/overview');
  expect(health.workers).toEqual({ up: 2, expected: 4 });
  expect((await act('/api/admin/workers/fresh/drain')).status).toBe(202);
  expect(await redis.hget('jobwire:worker-orders', 'fresh')).toBe('drain');
  expect(await refusal(await act('/api/admin/workers/lost/drain'))).toBe('404 not_found');
  await redis.del('jobwire:worker-beats');
});

test('the audit brings every act once, page by page, also where times are equal', async () => {
  const { pool } = api.core.platform;
  await pool.query(
    `insert into operator_audit (at, actor, role, kind, action, target)
     select '2020-01-01T00:00:00.123456Z', 'pia', 'operator', 'queue', 'pause', 'type ' || n from generate_series(1, 25) n`,
  );
  await pool.query(
    `insert into schedule_changes (at, schedule, actor, action) values ('2020-01-01T00:00:00.123456Z', 'housekeeping', 'pia', 'edit')`,
  );
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: AuditPage = await read<AuditPage>(`/api/admin/audit?actor=pia&limit=7${more}`);
    seen.push(...page.entries.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toHaveLength(26);
  expect(new Set(seen).size).toBe(26);
  const schedules = await read<AuditPage>('/api/admin/audit?kind=schedule&actor=pia');
  expect(schedules.entries).toMatchObject([
    { at: '2020-01-01T00:00:00.123456Z', target: 'housekeeping', action: 'edit', role: null },
  ]);
  expect(await refusal(await api.call('GET', '/api/admin/audit?cursor=x', admin))).toBe(
    '400 invalid_cursor',
  );
});

test('the jobs behind a bar are those that ended then, the latest first, page by page', async () => {
  const from = hour - 86_400_000;
  const until = from + 60_000;
  const ids = [
    await ended(from),
    await ended(from + 10, { state: 'failed' }),
    // Two of one moment: none may fall between two pages.
    ...(await Promise.all([ended(from + 20), ended(from + 20)])),
  ];
  await ended(until);
  const list = (more: string) =>
    read<EndedJobPage>(`/api/admin/jobs?${stretch(from, until)}&limit=3${more}`);
  const first = await list('');
  const second = await list(`&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect(second.nextCursor).toBeNull();
  const shown = [...first.jobs, ...second.jobs].map(({ jobId }) => jobId);
  expect(shown.slice(2)).toEqual([ids[1], ids[0]]);
  expect(shown.toSorted()).toEqual(ids.toSorted());
  const { jobs } = await list('&status=failed');
  expect(jobs).toMatchObject([{ jobId: ids[1], status: 'failed' }]);
  const path = `/api/admin/jobs?${stretch(from, until)}&cursor=nonsense`;
  expect(await refusal(await api.call('GET', path, viewer))).toBe('400 invalid_cursor');
});
