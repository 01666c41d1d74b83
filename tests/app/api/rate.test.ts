import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, startApi, type TestApi } from '../../helpers/api';

describe('the limit per user', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ API_RATE_PER_MINUTE: '20' });
  });
  afterAll(() => api.stop());

  it('H25 refuses ten times the quota to the one who asks, and nothing to the bystander', async () => {
    const flood = await Promise.all(
      Array.from({ length: 200 }, () => api.call('GET', '/api/jobs/counts', { user: 'greedy' })),
    );
    const passed = flood.filter((answer) => answer.status === 200);
    expect(passed.length).toBeGreaterThanOrEqual(20);
    // Where Redis is slow to answer, this process counts its own quota beside the shared one.
    expect(passed.length).toBeLessThan(60);
    const refused = flood.find((answer) => answer.status === 429) as Response;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await refusal(refused)).toBe('429 rate_limited');
    expect((await api.call('GET', '/api/jobs/counts', { user: 'bystander' })).status).toBe(200);
    expect((await api.call('GET', '/api/health/live')).status).toBe(200);
  });
});
