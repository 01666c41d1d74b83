import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPacing } from '#platform/ai/create-pacing';
import type { PaceGate } from '#platform/ai/pace-gate';
import { createSharedTurns } from '#platform/ai/shared-turns';
import { createRedis, isReady, type RedisClient } from '#platform/redis';
import { eventually } from '../../helpers/eventually';
import { startRedis, type TestRedis } from '../../helpers/redis-server';

let redis: TestRedis;
const clients: RedisClient[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  for (const client of clients) client.disconnect();
  await redis.stop();
});

const calm = () => new AbortController().signal;
let keys = 0;
/** Gates of so many workers, with a provider of the test's own. */
const workers = async (
  count: number,
  limits: { maxConcurrency?: number; startsPerMinute?: number; timeoutMs?: number } = {},
): Promise<PaceGate[]> => {
  keys += 1;
  const choice = { name: 'compatible' as const, apiKey: `key-${keys}`, baseUrl: 'http://x/v1' };
  const config = { maxConcurrency: 2, startsPerMinute: 0, timeoutMs: 45_000, ...limits };
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = createRedis(
        { url: redis.url, clusterNodes: [], password: undefined },
        'commands',
        () => {},
      );
      clients.push(client);
      await eventually(() => isReady(client), 5_000, 'the connection');
      return createPacing({ config, redis: client }).gateFor(choice);
    }),
  );
};
const refused = async (gate: PaceGate) =>
  (await gate.run(async () => 'never', calm()).catch((thrown: unknown) => thrown)) as {
    code: string;
    retryAfterMs: number;
  };

test('all workers together run no more calls at once than allowed', async () => {
  const gates = await workers(3, { maxConcurrency: 2 });
  let running = 0;
  let most = 0;
  const call = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 10));
    running -= 1;
  };
  await Promise.all(
    Array.from({ length: 12 }, (_, n) => (gates[n % 3] as PaceGate).run(call, calm())),
  );
  expect(most).toBe(2);
});

test('all workers together start no more calls a minute than allowed', async () => {
  const [one, other] = (await workers(2, { startsPerMinute: 3 })) as [PaceGate, PaceGate];
  for (const gate of [one, other, one]) await gate.run(async () => 'yes', calm());
  const { code, retryAfterMs } = await refused(other);
  expect(code).toBe('provider_rate_limited');
  expect(retryAfterMs).toBeGreaterThan(50_000);
});

test('a long pause that one worker is asked for sends all others away, each to its own moment', async () => {
  const [one, other, third] = (await workers(3, { startsPerMinute: 60 })) as PaceGate[] as [
    PaceGate,
    PaceGate,
    PaceGate,
  ];
  expect(await one.pause(600_000)).toBe(600_000);
  const moments = [await refused(other), await refused(third), await refused(one)].map(
    ({ retryAfterMs }) => Date.now() + retryAfterMs,
  );
  for (const [n, moment] of moments.entries()) {
    expect(moment).toBeGreaterThan(n === 0 ? Date.now() + 600_000 : (moments[n - 1] ?? 0) + 500);
  }
});

test('a turn that a killed worker never gives back runs out by itself', async () => {
  await workers(1);
  const limits = { maxConcurrency: 1, startsPerMinute: 0, leaseMs: 40 };
  const turns = createSharedTurns(clients.at(-1) as RedisClient, 'killed', limits);
  expect(await turns.take('dead', 1_000, 0)).toMatchObject({ kind: 'go' });
  expect(await turns.take('alive', 1_000, 0)).toMatchObject({ kind: 'wait', busy: true });
  await eventually(async () => (await turns.take('alive', 1_000, 0)).kind === 'go');
});

test('while Redis is away each worker paces itself, and a pause it learnt of reaches the others afterwards', async () => {
  const [one, other] = (await workers(2)) as [PaceGate, PaceGate];
  await redis.kill();
  expect(await one.run(async () => 'alone', calm())).toBe('alone');
  expect(await one.pause(600_000)).toBeGreaterThanOrEqual(600_000);
  expect((await refused(one)).retryAfterMs).toBeGreaterThan(590_000);
  expect(await other.run(async () => 'does not know', calm())).toBe('does not know');
  await redis.restart();
  await eventually(() => clients.every((client) => isReady(client)), 10_000, 'the connections');
  await refused(one);
  expect((await refused(other)).retryAfterMs).toBeGreaterThan(590_000);
});
