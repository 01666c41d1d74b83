import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guestCookie, ORIGIN, refusal, startApi, type TestApi } from '../../helpers/api';
import { insights } from '../../helpers/bodies';
import { eventually } from '../../helpers/eventually';

describe('the API while a store is away', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ ALLOW_GUESTS: 'true' });
  });
  afterAll(() => api.stop());

  const create = () => api.call('POST', '/api/jobs', { user: 'ann', body: insights() });
  const ready = async () => (await api.call('GET', '/api/health/ready')).status;

  describe('Redis', () => {
    afterEach(async () => {
      await api.core.redis.restart();
      await eventually(async () => (await ready()) === 200);
    });

    it('goes on accepting jobs, says that they wait, and shows them', async () => {
      await api.core.redis.kill();
      await eventually(async () => (await ready()) === 503);
      const answer = await create();
      expect(answer.status).toBe(202);
      expect(answer.headers.get('jobwire-degraded')).toBe('queue');
      const { jobId } = (await answer.json()) as { jobId: string };
      expect((await api.call('GET', `/api/jobs/${jobId}`, { user: 'ann' })).status).toBe(200);
      const feed = await api.call('GET', '/api/feed', { user: 'ann' });
      expect(await feed.json()).toHaveProperty('resync', true);
      expect((await api.call('GET', '/api/health/live')).status).toBe(200);
      const token = await api.call('POST', '/api/socket-token', { user: 'ann' });
      expect(token.status).toBe(200);
    });

    it('lets people sign in, and keeps the limit per user', async () => {
      await api.core.redis.kill();
      const cookie = await guestCookie(api);
      expect((await api.call('GET', '/api/jobs', { cookie })).status).toBe(200);
    });
  });

  describe('Postgres', () => {
    it('H30 answers 503 with Retry-After and without a host name, on every path that needs it', async () => {
      const cookie = await guestCookie(api);
      const { jobId } = (await (await create()).json()) as { jobId: string };
      await api.core.postgres.pause();
      const calls = [
        ['POST', '/api/jobs', { user: 'ann', body: insights() }],
        ['GET', '/api/jobs', { user: 'ann' }],
        ['GET', `/api/jobs/${jobId}`, { user: 'ann' }],
        ['POST', `/api/jobs/${jobId}/cancel`, { user: 'ann' }],
        ['GET', '/api/jobs/counts', { user: 'ann' }],
        ['GET', '/api/jobs', { cookie }],
        ['POST', '/api/auth/sign-in/anonymous', { headers: { origin: ORIGIN }, body: {} }],
        [
          'POST',
          '/api/auth/sign-in/email',
          {
            headers: { origin: ORIGIN },
            body: { email: 'a@example.org', password: 'long enough' },
          },
        ],
        ['POST', '/api/auth/sign-out', { headers: { origin: ORIGIN }, cookie, body: {} }],
      ] as const;
      const answers = await Promise.all(
        calls.map(([method, path, options]) => api.call(method, path, options)),
      );
      for (const [index, answer] of answers.entries()) {
        const text = await answer.clone().text();
        expect(text, String(calls[index])).not.toMatch(/127\.0\.0\.1|ECONN|postgres|:\d{4}/i);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await refusal(answer), String(calls[index])).toBe('503 dependency_unavailable');
      }
      expect(await ready()).toBe(503);
      await api.core.postgres.resume();
      await eventually(async () => (await ready()) === 200);
      expect((await create()).status).toBe(202);
      expect((await api.call('GET', '/api/jobs', { cookie })).status).toBe(200);
    });
  });
});
