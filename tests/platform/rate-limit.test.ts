import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRateLimiter } from '#platform/rate-limit';
import { createRedis, type RedisClient } from '#platform/redis';
import { eventually } from '../helpers/eventually';
import { startRedis, type TestRedis } from '../helpers/redis-server';
import { testConfig } from '../helpers/test-config';

describe('rate limit', () => {
  let server: TestRedis;
  const clients: RedisClient[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });
  afterAll(() => server.stop());

  const limiter = async () => {
    const config = testConfig({ redis: server.url, postgres: 'postgres://unused' });
    const client = createRedis(config.redis, 'commands', () => {});
    clients.push(client);
    await eventually(() => client.status === 'ready');
    return createRateLimiter(client);
  };
  const burst = async (rates: Awaited<ReturnType<typeof limiter>>, key: string, calls: number) => {
    const decisions = [];
    for (let i = 0; i < calls; i++) decisions.push(await rates.take(key, { perMinute: 10 }));
    return decisions;
  };

  it('lets a minute’s calls through at once and names the wait for the next', async () => {
    const decisions = await burst(await limiter(), 'ann', 15);
    expect(decisions.slice(0, 10).every((one) => one.allowed)).toBe(true);
    expect(decisions.slice(10).some((one) => one.allowed)).toBe(false);
    expect(decisions[12]?.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(decisions[12]?.retryAfterSeconds).toBeLessThanOrEqual(6);
  });

  it('counts over all processes, and each key for itself', async () => {
    const [one, other] = [await limiter(), await limiter()];
    await burst(one, 'shared', 6);
    const decisions = await burst(other, 'shared', 6);
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(4);
    expect((await other.take('bystander', { perMinute: 10 })).allowed).toBe(true);
  });

  it('has no limit at 0', async () => {
    const rates = await limiter();
    for (let i = 0; i < 50; i++)
      expect((await rates.take('free', { perMinute: 0 })).allowed).toBe(true);
  });

  it('goes on counting in this process while Redis is away or hangs', async () => {
    const rates = await limiter();
    server.signal('SIGSTOP');
    const decisions = await burst(rates, 'alone', 12);
    server.signal('SIGCONT');
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(10);
    await server.kill();
    const gone = await burst(rates, 'gone', 12);
    expect(gone.filter((decision) => decision.allowed)).toHaveLength(10);
    await server.restart();
  });
});
