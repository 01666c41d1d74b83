import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobUsageSchema } from '#contracts/usage';
import { builtInUsage } from '#platform/ai/usage';
import { createUsageLedger } from '#platform/ai/usage-ledger';
import { createJob, refusal, startApi, type TestApi } from '../../helpers/api';

describe('the usage of a job', () => {
  let api: TestApi;
  let id: string;
  beforeAll(async () => {
    api = await startApi();
    id = await createJob(api, 'ann');
    const { pool, log } = api.core.platform;
    const prices = { 'm-1': { input: 1, output: 4 } };
    const ledger = createUsageLedger({ pool, log, prices, budget: {} });
    const of = { jobId: id, owner: 'ann', attempt: 1 };
    ledger.book(of, {
      ...builtInUsage('resume', 'm-1', performance.now(), null),
      engine: 'provider',
      provider: 'openai',
      inputTokens: 1_000_000,
      outputTokens: 250_000,
    });
    ledger.book(
      of,
      builtInUsage('embed', 'builtin-512@1', performance.now(), { count: 7, name: 'words' }),
    );
    await ledger.close();
  });
  afterAll(() => api.stop());

  const get = (user?: string, role?: 'user' | 'admin') =>
    api.call('GET', `/api/jobs/${id}/usage`, {
      ...(user ? { user } : {}),
      ...(role ? { role } : {}),
    });

  it('is told to its owner and to an admin', async () => {
    for (const answer of [await get('ann'), await get('eve', 'admin')]) {
      expect(answer.status).toBe(200);
      const usage = jobUsageSchema.parse(await answer.json());
      expect(usage).toMatchObject({ jobId: id, calls: 1, inputTokens: 1_000_000, usd: 2 });
      expect(Object.fromEntries(usage.lines.map(({ task, usd }) => [task, usd]))).toEqual({
        resume: 2,
        embed: 0,
      });
    }
  });

  it('is kept from anybody else', async () => {
    expect((await get()).status).toBe(401);
    expect(await refusal(await get('bob'))).toBe('404 not_found');
  });

  it('is empty, and costs nothing, where nothing was used', async () => {
    const other = await createJob(api, 'ann');
    const answer = await api.call('GET', `/api/jobs/${other}/usage`, { user: 'ann' });
    expect(await answer.json()).toMatchObject({ calls: 0, usd: 0, lines: [] });
  });
});
