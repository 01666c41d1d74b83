import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallOptions, createJob, refusal, startApi, type TestApi } from '../helpers/api';

/** Rows of the attack catalogue that end inside the handlers; those of the wire are in http-wire.test.ts. */
describe('attacks on the HTTP API: what comes back', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ ALLOW_GUESTS: 'true' });
  });
  afterAll(() => api.stop());

  const getCode = async (path: string, options: CallOptions = {}) =>
    refusal(await api.call('GET', path, { user: 'ann', ...options }));

  it('H15 refuses tampered cursors and odd filters, and holds the page size', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of [
      'x',
      '%00',
      '1',
      encode({}),
      encode(['a', 'b']),
      encode([1, 'a\u0000b']),
      encode([8.64e15, 'x']),
      encode([-1, 'x']),
      encode([1e300, 'x']),
      encode([1, 'x', 2]),
    ]) {
      expect(await getCode(`/api/jobs?cursor=${cursor}`), cursor).toBe('400 invalid_cursor');
    }
    for (const query of [
      'limit=-1',
      'limit=0',
      'limit=1e9',
      'limit=',
      'limit=ten',
      'limit=1&limit=2',
      'status=nope',
      'status=pending;drop',
      'q=%00',
      `q=${'x'.repeat(201)}`,
      'owner=bob',
      'userId=bob',
      'a[]=1',
    ]) {
      expect(await getCode(`/api/jobs?${query}`), query).toBe('422 invalid_query');
    }
    for (const query of [
      'limit=1000000000',
      "q=' or 1=1 --",
      'q=%25',
      'q=_',
      'q={"$ne":1}',
      "type=x' or '1'='1",
    ]) {
      const answer = await api.call('GET', `/api/jobs?${query}`, { user: 'eve' });
      expect(answer.status, query).toBe(200);
      expect(((await answer.json()) as { jobs: unknown[] }).jobs).toEqual([]);
    }
  });

  it('H16 cancels once, lets it be asked again, and refuses what has finished', async () => {
    const id = await createJob(api, 'ann');
    const first = await api.call('POST', `/api/jobs/${id}/cancel`, { user: 'ann' });
    expect(first.status).toBe(202);
    expect(['cancelling', 'cancelled']).toContain(
      ((await first.json()) as { job: { status: string } }).job.status,
    );
    expect((await api.call('POST', `/api/jobs/${id}/cancel`, { user: 'ann' })).status).toBe(202);
    const done = await createJob(api, 'ann');
    await api.core.platform.pool.query(
      "update jobs set state = 'completed', finished_at = now() where id = $1",
      [done],
    );
    const late = await api.call('POST', `/api/jobs/${done}/cancel`, { user: 'ann' });
    expect(await refusal(late)).toBe('409 already_finished');
    const retry = await api.call('POST', `/api/jobs/${done}/retry`, { user: 'ann' });
    expect(await refusal(retry)).toBe('409 not_retryable');
    const again = await api.call('POST', `/api/jobs/${id}/retry`, { user: 'ann' });
    expect(again.status).toBe(202);
    expect(((await again.json()) as { job: { retryOf: string } }).job.retryOf).toBe(id);
  });

  it('H17 answers a method it has not with 405 and Allow, and HEAD as GET without a body', async () => {
    const id = await createJob(api, 'ann');
    for (const [path, allow] of [
      ['/api/jobs', 'GET, HEAD, POST, OPTIONS'],
      [`/api/jobs/${id}`, 'GET, HEAD, OPTIONS'],
      [`/api/jobs/${id}/cancel`, 'POST, OPTIONS'],
      ['/api/health/live', 'GET, HEAD, OPTIONS'],
    ] as const) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
        (one) => !allow.includes(one),
      )) {
        const answer = await api.call(method, path, { user: 'ann' });
        expect(answer.headers.get('allow')).toBe(allow);
        expect(await refusal(answer)).toBe('405 method_not_allowed');
      }
      expect((await api.call('OPTIONS', path)).headers.get('allow')).toBe(allow);
    }
    const get = await api.call('GET', `/api/jobs/${id}`, { user: 'ann' });
    const head = await api.call('HEAD', `/api/jobs/${id}`, { user: 'ann' });
    expect(head.status).toBe(get.status);
    expect(head.body).toBeNull();
    const names = (answer: Response) => [...answer.headers.keys()].sort();
    expect(names(head)).toEqual(names(get));
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
  });

  it('H28 writes one line for a refusal, its strings escaped and cut', async () => {
    const before = api.log.length;
    const userAgent = `\u001b[31m","level":"fatal${'x'.repeat(100_000)}`.replace('\u001b', '');
    await api.call('GET', '/api/jobs/nope?a=%0A{"level":"fatal"}', {
      user: 'ann',
      headers: { 'user-agent': userAgent },
    });
    const lines = api.log.slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    expect(lines[0]?.length).toBeLessThan(1_000);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      level: 30,
      code: 'invalid_id',
      route: '/api/jobs/:id',
    });
  });

  it('H29 refuses a token in the address, and logs no query', async () => {
    const token = api.tokenOf('ann');
    for (const name of ['token', 'access_token', 'TOKEN', 'jwt', 'authorization']) {
      expect(await getCode(`/api/jobs?${name}=${token}`, { user: undefined })).toBe(
        '400 token_in_query',
      );
    }
    expect(await getCode(`/api/jobs?token=${token}`)).toBe('400 token_in_query');
    expect(api.log.join('\n')).not.toContain(token.slice(-20));
  });

  it('H30 says nothing of what broke inside, and logs it once under the request id', async () => {
    const jobs = api.core.platform.jobs as { counts: unknown };
    const { counts } = jobs;
    jobs.counts = () => Promise.reject(new Error('connect 10.9.8.7:5432 as secret_user'));
    const before = api.log.length;
    const answer = await api.call('GET', '/api/jobs/counts', { user: 'ann' });
    jobs.counts = counts;
    const text = await answer.clone().text();
    expect(await refusal(answer)).toBe('500 internal');
    expect(text).not.toMatch(/10\.9\.8\.7|secret_user|at .*\.ts/);
    const lines = api.log.slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('secret_user');
    expect(lines[0]).toContain(answer.headers.get('x-request-id') as string);
  });

  it('H31 keeps metrics for admins and says little in health checks', async () => {
    expect(await getCode('/api/metrics', { user: undefined })).toBe('401 unauthorized');
    expect(await getCode('/api/metrics')).toBe('403 forbidden');
    const admin = await api.call('GET', '/api/metrics', { user: 'root', role: 'admin' });
    expect(await admin.text()).toContain('jobwire_http_requests_total');
    expect(await (await api.call('GET', '/api/health/live')).json()).toEqual({ status: 'ok' });
    expect(await (await api.call('GET', '/api/health/ready')).json()).toEqual({
      status: 'ok',
      checks: { redis: true, postgres: true },
    });
  });

  it('answers every unknown path below /api with a problem document', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
      expect(await refusal(await api.call(method, '/api/nothing/here'))).toBe('404 not_found');
    }
    expect(await getCode('/api/auth/list-sessions')).toBe('404 not_found');
    expect(await refusal(await api.call('POST', '/api/auth/change-email', { body: {} }))).toBe(
      '404 not_found',
    );
  });

  it('gives every answer no-store, nosniff and a request id, and keeps a good one it was given', async () => {
    const answers = [
      await api.call('GET', '/api/jobs', { user: 'ann' }),
      await api.call('GET', '/api/jobs'),
      await api.call('OPTIONS', '/api/jobs'),
      await api.call('GET', '/api/nothing'),
      await api.call('GET', '/api/openapi.json'),
    ];
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-request-id')).toMatch(/^[\w.-]{8,64}$/);
    }
    const named = async (id: string) =>
      (await api.call('GET', '/api/health/live', { headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      );
    expect(await named('trace-12345678')).toBe('trace-12345678');
    expect(await named('x'.repeat(65))).not.toBe('x'.repeat(65));
    expect(await named('{"a":1} b')).not.toContain('{');
  });
});
