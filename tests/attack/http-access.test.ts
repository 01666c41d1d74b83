import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CallOptions,
  createJob,
  guestCookie,
  ORIGIN,
  refusal,
  startApi,
  type TestApi,
} from '../helpers/api';
import { insights } from '../helpers/bodies';

/** Rows of the attack catalogue that end inside the handlers; those of the wire are in http-wire.test.ts. */
describe('attacks on the HTTP API: who sends it', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ ALLOW_GUESTS: 'true' });
  });
  afterAll(() => api.stop());

  const getCode = async (path: string, options: CallOptions = {}) =>
    refusal(await api.call('GET', path, { user: 'ann', ...options }));

  it('H1 refuses a missing, foreign, doubled or malformed Authorization, naming the scheme', async () => {
    const token = api.tokenOf('ann');
    for (const authorization of [
      undefined,
      'Basic YW5uOnB3',
      'Bearer',
      'Bearer ',
      token,
      `Token ${token}`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token} ${token}`,
    ]) {
      const answer = await api.call('GET', '/api/jobs', {
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
      expect(await refusal(answer)).toBe('401 unauthorized');
    }
    expect(
      (await api.call('GET', '/api/jobs', { headers: { authorization: `bearer ${token}` } }))
        .status,
    ).toBe(200);
  });

  it('H1 refuses a cookie and a token together: two callers in one request', async () => {
    const cookie = await guestCookie(api);
    expect((await api.call('GET', '/api/jobs', { cookie })).status).toBe(200);
    expect(await getCode('/api/jobs', { cookie })).toBe('401 unauthorized');
    expect((await api.call('GET', '/api/jobs', { user: 'ann', cookie: 'theme=dark' })).status).toBe(
      200,
    );
  });

  it('H14 answers for another owner’s job exactly as for one that never was', async () => {
    const id = await createJob(api, 'bob');
    const unknown = `${id.slice(0, -4)}zzzz`;
    const seen = async (method: string, path: string) => {
      const answer = await api.call(method, path, { user: 'ann' });
      const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id');
      const { requestId: _id, ...body } = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, headers, body };
    };
    for (const tail of ['', '/status', '/logs', '/chunks', '/history']) {
      const foreign = await seen('GET', `/api/jobs/${id}${tail}`);
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await seen('GET', `/api/jobs/${unknown}${tail}`));
    }
    for (const tail of ['/cancel', '/retry']) {
      const foreign = await seen('POST', `/api/jobs/${id}${tail}`);
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await seen('POST', `/api/jobs/${unknown}${tail}`));
    }
    const own = (await (await api.call('GET', `/api/jobs/${id}`, { user: 'bob' })).json()) as {
      job: { status: string };
    };
    expect(own.job.status).not.toBe('cancelled');
    const admin = await api.call('GET', `/api/jobs/${id}`, { user: 'root', role: 'admin' });
    expect(admin.status).toBe(200);
  });

  it('H14 shows nothing of others through filters, search or a cursor of theirs', async () => {
    const id = await createJob(api, 'carol');
    await createJob(api, 'carol');
    const page = (await (await api.call('GET', '/api/jobs?limit=1', { user: 'carol' })).json()) as {
      nextCursor: string;
    };
    expect(page.nextCursor).toBeTruthy();
    for (const query of [
      `q=${id}`,
      `cursor=${page.nextCursor}`,
      'type=career-insights',
      'status=pending,running,completed',
    ]) {
      const answer = await api.call('GET', `/api/jobs?${query}`, { user: 'dave' });
      expect(((await answer.json()) as { jobs: unknown[] }).jobs, query).toEqual([]);
    }
  });

  it('H22 speaks CORS to allowed origins alone, and never to a wildcard', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      `${ORIGIN}.evil.example`,
      `${ORIGIN}0`,
      'http://evil-localhost:3000',
      'https://localhost:3000',
      'http://LOCALHOST:3000',
    ]) {
      for (const method of ['OPTIONS', 'GET']) {
        const answer = await api.call(method, '/api/jobs', {
          user: 'ann',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
        const names = [...answer.headers.keys()].filter((name) =>
          name.startsWith('access-control-'),
        );
        expect(names, `${method} ${origin}`).toEqual([]);
        expect(answer.headers.get('vary')).toContain('Origin');
      }
    }
    const preflight = await api.call('OPTIONS', '/api/jobs', {
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    const refused = await api.call('GET', '/api/jobs', { headers: { origin: ORIGIN } });
    expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });

  it('H23 refuses a cookie’s write that another site made', async () => {
    const cookie = await guestCookie(api);
    const body = insights();
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      {},
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'http://sub.localhost:3000', 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', 'content-type': 'text/plain' },
      { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    ] as Record<string, string>[]) {
      expect(
        await refusal(await api.call('POST', '/api/jobs', { cookie, body, headers })),
        JSON.stringify(headers),
      ).toBe('403 csrf');
    }
    for (const headers of [
      { origin: ORIGIN },
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
    ] as Record<string, string>[]) {
      expect(
        (await api.call('POST', '/api/jobs', { cookie, body, headers })).status,
        JSON.stringify(headers),
      ).toBe(202);
    }
    const list = await api.call('GET', '/api/jobs', {
      cookie,
      headers: { origin: 'https://evil.example' },
    });
    expect(list.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('H23 lets no other site sign a person in or out', async () => {
    for (const path of ['sign-in/anonymous', 'sign-out']) {
      const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      expect(
        await refusal(await api.call('POST', `/api/auth/${path}`, { headers, body: {} })),
      ).toBe('403 csrf');
    }
  });

  it('H24 stops guessing one account’s password, whatever address the guesser claims', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 60 && codes.at(-1) !== '429 rate_limited'; i++) {
      const answer = await api.call('POST', '/api/auth/sign-in/email', {
        headers: {
          origin: ORIGIN,
          'x-forwarded-for': `10.0.0.${i}`,
          'x-jobwire-address': `10.1.0.${i}`,
        },
        body: {
          email: i % 2 ? 'victim@example.org' : 'Victim@Example.org',
          password: `guess-number-${i}`,
        },
      });
      if (answer.status === 429)
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      codes.push(await refusal(answer));
    }
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('401 wrong_credentials'));
    expect(codes.at(-1)).toBe('429 rate_limited');
    const other = await api.call('POST', '/api/auth/sign-in/email', {
      headers: { origin: ORIGIN },
      body: { email: 'neighbour@example.org', password: 'guess-number-1' },
    });
    expect(await refusal(other)).toBe('401 wrong_credentials');
  });
});
