import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueKey } from '#platform/queue/queue-options';
import { startCore, type TestCore, testContract } from '../../helpers/core';

let core: TestCore;
const order: string[] = [];

beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core.stop());

const delivery = (id: string, owner: string, priority: 'low' | 'normal' | 'high' = 'normal') => ({
  id,
  owner,
  type: 'line',
  priority,
  delayMs: 0,
});
const line = () => core.platform.redis.zrange(queueKey('line', 'prioritized'), '0', '-1');

test('a small owner’s job stands behind one of a large owner’s, not behind all', async () => {
  await core.platform.engine.deliver(
    Array.from({ length: 200 }, (_, n) => delivery(`big-${n}`, 'big')),
  );
  await core.platform.engine.deliver([delivery('small-0', 'small'), delivery('small-1', 'small')]);
  const places = await core.platform.engine.positions([
    { id: 'small-0', type: 'line' },
    { id: 'small-1', type: 'line' },
  ]);
  expect(places.get('small-0')).toBeLessThanOrEqual(2);
  expect(places.get('small-1')).toBeLessThanOrEqual(4);
});

test('a high job overtakes its owner’s backlog, a low one falls behind', async () => {
  await core.platform.engine.deliver([delivery('urgent-0', 'big', 'high')]);
  await core.platform.engine.deliver([
    delivery('idle-0', 'big', 'low'),
    delivery('idle-1', 'big', 'low'),
  ]);
  const all = await line();
  expect(all.indexOf('urgent-0')).toBeLessThan(5);
  expect(all.indexOf('idle-1')).toBeGreaterThan(all.indexOf('big-4'));
});

test('a withdrawn job leaves the line and gives its share back', async () => {
  const before = await core.platform.redis.hget(queueKey('line', 'fair'), 'normal|small');
  await core.platform.engine.withdraw(delivery('small-1', 'small'));
  expect(await line()).not.toContain('small-1');
  expect(Number(await core.platform.redis.hget(queueKey('line', 'fair'), 'normal|small'))).toBe(
    Number(before) - 1,
  );
});

test('tags near the end of their space are moved down without changing the order', async () => {
  const before = await line();
  await core.platform.redis.eval(
    `local all = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
     for i = 1, #all, 2 do redis.call('ZADD', KEYS[1], tonumber(all[i + 1]) + 1899000 * 4294967296, all[i]) end
     local flows = redis.call('HGETALL', KEYS[2])
     for i = 1, #flows, 2 do redis.call('HINCRBY', KEYS[2], flows[i], 1899000) end`,
    2,
    queueKey('line', 'prioritized'),
    queueKey('line', 'fair'),
  );
  await core.platform.engine.deliver(
    Array.from({ length: 1_000 }, (_, n) => delivery(`late-${n}`, 'big')),
  );
  const all = await core.platform.redis.zrange(
    queueKey('line', 'prioritized'),
    '0',
    '0',
    'WITHSCORES',
  );
  expect(Number(all[1]) / 2 ** 32).toBeLessThan(1_000);
  expect((await line()).filter((id) => !id.startsWith('late-'))).toEqual(before);
});

test('the line is served in the order of its tags', async () => {
  await core.redis.flush();
  for (const [owner, count] of [
    ['x', 6],
    ['y', 2],
  ] as const) {
    for (let n = 0; n < count; n += 1) await core.submit('serve', { n }, { owner });
  }
  const places = await core.platform.engine.positions(
    (await core.platform.reads.live('x', 10)).map((row) => ({ id: row.id, type: row.type })),
  );
  expect(places.size).toBe(6);
  core.worker(
    {
      serve: async (_input, ctx) => {
        order.push(ctx.userId);
        return null;
      },
    },
    [testContract('serve')],
    { WORKER_CONCURRENCY: '1' },
  );
  for (const row of [
    ...(await core.platform.reads.list({ owner: 'x', limit: 10 })),
    ...(await core.platform.reads.list({ owner: 'y', limit: 10 })),
  ]) {
    await core.ended(row.id);
  }
  expect(order.slice(0, 4).filter((owner) => owner === 'y')).toHaveLength(2);
});

test('starts above the owner’s limit get their own moment', async () => {
  const at = [];
  for (let n = 0; n < 5; n += 1)
    at.push(await core.platform.engine.reserveStart('lim', `job-${n}`, 3));
  const now = Date.now();
  expect(at.slice(0, 3).every((one) => one <= now)).toBe(true);
  expect(at.slice(3).every((one) => one > now + 55_000)).toBe(true);
  expect(await core.platform.engine.reserveStart('lim', 'job-4', 3)).toBe(at[4]);
});

test('a job above the limit says until when it waits, and a cancel reaches it', async () => {
  core.worker({ capped: async () => null }, [testContract('capped')], { WORKER_MAX_JOBS: '1' });
  const first = await core.submit('capped', {}, { owner: 'cap' });
  await core.ended(first.id);
  const second = await core.submit('capped', {}, { owner: 'cap' });
  const who = { userId: 'cap', role: 'user', via: 'token' } as const;
  const { eventually } = await import('../../helpers/eventually');
  await eventually(
    async () => (await core.platform.jobs.get(who, second.id)).waitingFor?.reason === 'limit',
  );
  expect((await core.platform.jobs.cancel(who, second.id)).status).toBe('cancelled');
});
