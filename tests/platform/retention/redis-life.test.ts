import { afterAll, beforeAll, expect, test } from 'vitest';
import { feedKeys } from '#platform/feed/keys';
import { startCore, type TestCore, testContract } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';

/*
 * What Redis holds of a job that has ended, and for how long: told by its keys, since nobody can wait for an hour.
 */
const HOUR_S = 3_600;
let core: TestCore;
beforeAll(async () => {
  core = await startCore();
  core.worker(
    {
      talkative: async (_input, context) => {
        context.progress(50, 'Half way');
        context.log('a line');
        context.chunk('a piece');
        return 'a result that is kept in the ledger';
      },
      failing: async () => {
        throw new Error('no');
      },
    },
    [testContract('talkative'), testContract('failing')],
  );
});
afterAll(() => core.stop());

const lives = async (part: string): Promise<Record<string, number>> => {
  const { redis } = core.platform;
  const keys = (await redis.keys('*')).filter((key) => key.includes(part));
  return Object.fromEntries(
    await Promise.all(keys.map(async (key) => [key, await redis.ttl(key)])),
  );
};

test('what Redis holds of an ended job goes within an hour, and the queue holds nothing of it', async () => {
  const jobs = [
    await core.submit('talkative'),
    await core.submit('failing', {}, { maxAttempts: 1 }),
  ];
  for (const { id } of jobs) {
    await core.ended(id);
    await eventually(async () => {
      const kept = await lives(id);
      const keys = feedKeys('ann');
      const own = [keys.job(id), keys.logs(id), keys.chunks(id)];
      expect(Object.keys(kept).filter((key) => !own.includes(key))).toEqual([]);
      for (const [key, seconds] of Object.entries(kept)) {
        expect(seconds, key).toBeGreaterThan(0);
        expect(seconds, key).toBeLessThanOrEqual(HOUR_S);
      }
      return Object.keys(kept).length > 0;
    });
  }
  const { chunks } = feedKeys('ann');
  expect(await core.platform.redis.exists(chunks(jobs[0]?.id ?? ''))).toBe(1);
});

test('events go an hour after the last one, the numbering stays, and a tab that comes back is told so', async () => {
  const { redis, feed } = core.platform;
  const keys = feedKeys('ann');
  const life = await redis.ttl(keys.stream);
  expect(life).toBeGreaterThan(0);
  expect(life).toBeLessThanOrEqual(HOUR_S);
  const [epoch = '', seq = '0'] = await redis.hmget(keys.head, 'e', 'q');
  await redis.del(keys.stream);
  const answer = await feed.read('ann', { epoch: epoch ?? '', seq: Number(seq) - 1 });
  expect(answer).toMatchObject({ resync: true, epoch, seq: Number(seq) });
});

test('events that had their time go also while new ones come', async () => {
  const { redis } = core.platform;
  const keys = feedKeys('ben');
  const first = await core.submit('talkative', {}, { owner: 'ben' });
  await core.ended(first.id);
  await eventually(async () => (await core.events('ben')).some(({ kind }) => kind === 'completed'));
  const old = (await core.events('ben')).length;
  const shift = async () => redis.hincrby(keys.head, 'w', -HOUR_S - 1);
  // The time in which they came is over; then another one, which is theirs to be kept in.
  await shift();
  const second = await core.submit('talkative', {}, { owner: 'ben' });
  await core.ended(second.id);
  await eventually(
    async () => (await core.events('ben')).filter(({ kind }) => kind === 'completed').length > 1,
  );
  expect((await core.events('ben'))[0]?.seq).toBe(1);
  await shift();
  const third = await core.submit('talkative', {}, { owner: 'ben' });
  await core.ended(third.id);
  await eventually(async () => (await core.events('ben'))[0]?.seq === old + 1, 10_000, 'the trim');
  const events = await core.events('ben');
  expect(events.some(({ jobId }) => jobId === first.id)).toBe(false);
  expect(events.some(({ jobId }) => jobId === second.id)).toBe(true);
});
