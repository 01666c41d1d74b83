import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  feedAnswerSchema,
  jobAcceptedSchema,
  jobAnswerSchema,
  jobHistorySchema,
  jobListSchema,
} from '#contracts/api';
import type { Job } from '#contracts/job';
import { createJob, refusal, startApi, type TestApi } from '../../helpers/api';
import { insights } from '../../helpers/bodies';
import { eventually } from '../../helpers/eventually';

describe('the jobs API', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const get = (path: string, user = 'ann', headers: Record<string, string> = {}) =>
    api.call('GET', path, { user, headers });
  const job = async (id: string, user = 'ann'): Promise<Job> =>
    jobAnswerSchema.parse(await (await get(`/api/jobs/${id}`, user)).json()).job;

  it('accepts a job with 202, its address and where to look for its status', async () => {
    const answer = await api.call('POST', '/api/jobs', {
      user: 'ann',
      body: insights({ options: { priority: 'high', attempts: 2 } }),
      headers: { 'idempotency-key': 'tab-1' },
    });
    expect(answer.status).toBe(202);
    const { jobId, job: accepted, statusUrl } = jobAcceptedSchema.parse(await answer.json());
    expect(answer.headers.get('location')).toBe(`/api/jobs/${jobId}`);
    expect(answer.headers.get('jobwire-degraded')).toBeNull();
    expect(accepted).toMatchObject({
      id: jobId,
      userId: 'ann',
      type: 'career-insights',
      clientKey: 'tab-1',
      maxAttempts: 2,
      status: 'pending',
    });
    expect((await get(statusUrl)).status).toBe(200);
    const history = jobHistorySchema.parse(await (await get(`/api/jobs/${jobId}/history`)).json());
    expect(history.input).toEqual({ domain: 'Data' });
    expect(history.options).toEqual({ priority: 'high', attempts: 2 });
  });

  it('keeps an address usable where the owner’s name has an @ in it', async () => {
    const answer = await api.call('POST', '/api/jobs', {
      user: 'ann@example.org',
      body: insights(),
    });
    const path = answer.headers.get('location') as string;
    expect(path).toContain('%40');
    expect((await get(path, 'ann@example.org')).status).toBe(200);
  });

  it('schedules a job for later', async () => {
    const runAt = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await api.call('POST', '/api/jobs', {
      user: 'ann',
      body: insights({ options: { runAt } }),
    });
    expect(jobAcceptedSchema.parse(await answer.json()).job).toMatchObject({
      status: 'scheduled',
      waitingFor: { reason: 'schedule' },
    });
  });

  it('answers 304 until something changes, also while the clock goes on', async () => {
    const id = await createJob(api, 'etag');
    // Its place in line is still being found at first.
    const [etag, same] = await eventually(async () => {
      const tag = (await get(`/api/jobs/${id}`, 'etag')).headers.get('etag') as string;
      const next = await get(`/api/jobs/${id}/status`, 'etag', {
        'if-none-match': `"other", ${tag}`,
      });
      return next.status === 304 ? ([tag, next] as const) : null;
    });
    expect(same.body).toBeNull();
    expect(same.headers.get('etag')).toBe(etag);
    await api.call('POST', `/api/jobs/${id}/cancel`, { user: 'etag' });
    const changed = await get(`/api/jobs/${id}`, 'etag', { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    await api.core.platform.pool.query(
      "update jobs set state = 'running', finished_at = null, started_at = now() - interval '5 s' where id = $1",
      [id],
    );
    const running = await get(`/api/jobs/${id}`, 'etag');
    const one = (await running.json()) as { job: Job };
    await eventually(async () => (await job(id, 'etag')).durationMs !== one.job.durationMs);
    const later = await get(`/api/jobs/${id}`, 'etag', {
      'if-none-match': running.headers.get('etag') as string,
    });
    expect(later.status).toBe(304);
  });

  it('pages a list from the newest to the oldest without a gap or a double', async () => {
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.unshift(await createJob(api, 'pages'));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await get(`/api/jobs?limit=3${cursor && `&cursor=${cursor}`}`, 'pages');
      const page = jobListSchema.parse(await answer.json());
      seen.push(...page.jobs.map((one) => one.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made);
    await api.call('POST', `/api/jobs/${made[0]}/cancel`, { user: 'pages' });
    const cancelled = await get('/api/jobs?status=cancelled,failed&type=career-insights', 'pages');
    expect(jobListSchema.parse(await cancelled.json()).jobs.map((one) => one.id)).toEqual([
      made[0],
    ]);
    const { counts } = (await (await get('/api/jobs/counts', 'pages')).json()) as {
      counts: object;
    };
    expect(counts).toMatchObject({ pending: 6, cancelled: 1, running: 0 });
  });

  it('replays log lines and chunks by their index', async () => {
    const id = await createJob(api, 'ann');
    expect(await (await get(`/api/jobs/${id}/logs`)).json()).toEqual({
      lines: [],
      truncatedBefore: 0,
    });
    expect(await (await get(`/api/jobs/${id}/chunks?after=0`)).json()).toEqual({
      chunks: [],
      truncatedBefore: 0,
    });
    expect(await refusal(await get(`/api/jobs/${id}/logs?after=-1`))).toBe('422 invalid_query');
  });

  describe('the feed', () => {
    const read = async (query: string, user: string, signal?: AbortSignal) => {
      const answer = await api.call('GET', `/api/feed?${query}`, {
        user,
        ...(signal ? { signal } : {}),
      });
      expect(answer.status).toBe(200);
      return feedAnswerSchema.parse(await answer.json());
    };

    it('starts with a resync and goes on from its cursor', async () => {
      const start = await read('', 'feed');
      if (!('resync' in start)) throw new Error('no resync');
      const id = await createJob(api, 'feed');
      const news = await eventually(async () => {
        const answer = await read(`epoch=${start.epoch}&since=${start.seq}`, 'feed');
        return 'resync' in answer || answer.events.length === 0 ? null : answer;
      });
      expect(news.events[0]).toMatchObject({ kind: 'created', jobId: id, seq: start.seq + 1 });
    });

    it('asks for a resync where half of the cursor is missing or the epoch is another', async () => {
      for (const query of ['since=1', 'epoch=x', 'epoch=x&since=0']) {
        expect(await read(query, 'feed'), query).toHaveProperty('resync', true);
      }
    });

    it('holds a long-poll until there is news', async () => {
      const { epoch, seq } = await read('', 'poll');
      const waiting = read(`epoch=${epoch}&since=${seq}&wait=20`, 'poll');
      await eventually(() => api.core.platform.subscriptions.channels > 0);
      const id = await createJob(api, 'poll');
      const news = await waiting;
      expect('events' in news && news.events.map((event) => event.jobId)).toContain(id);
    });

    it('lets go of a long-poll whose caller has gone', async () => {
      const { epoch, seq } = await read('', 'gone');
      const caller = new AbortController();
      const waiting = read(`epoch=${epoch}&since=${seq}&wait=25`, 'gone', caller.signal);
      caller.abort();
      const late = AbortSignal.timeout(15_000);
      const first = await Promise.race([
        waiting,
        new Promise((resolve) => late.addEventListener('abort', () => resolve('late'))),
      ]);
      expect(first).toHaveProperty('events', []);
    });

    it('holds no more than 20 long-polls of one user, and none of another’s for it', async () => {
      const { epoch, seq } = await read('', 'crowd');
      const caller = new AbortController();
      const query = `/api/feed?epoch=${epoch}&since=${seq}&wait=25`;
      const polls = Array.from({ length: 21 }, () =>
        api.call('GET', query, { user: 'crowd', signal: caller.signal }),
      );
      const refused = await Promise.race(
        polls.map(async (poll) => ((await poll).ok ? new Promise<never>(() => {}) : poll)),
      );
      expect(await refusal(refused)).toBe('429 too_many_connections');
      expect((await get('/api/feed', 'bystander')).status).toBe(200);
      caller.abort();
      const answers = await Promise.all(polls);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(20);
      expect((await get(`${query}0`.replace('wait=250', 'wait=0.01'), 'crowd')).status).toBe(200);
    });
  });
});
