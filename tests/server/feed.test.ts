import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DurableEvent, Hello, Resync } from '#contracts/events';
import { MAX_FEED_EVENTS } from '#contracts/limits';
import { feedKeys } from '#platform/feed/keys';
import type { Platform } from '#platform/platform';
import { eventually } from '../helpers/eventually';
import { makeJob, publish, range, startWorld, submit, type World } from './socket-world';

describe("an owner's durable events on a socket", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const current = async (userId: string): Promise<Resync> => {
    const tab = await world.connect(userId);
    const resync = await tab.got<Resync>('resync');
    tab.close();
    return resync;
  };

  it('says hello, then a snapshot where the client names no place, then goes live from there', async () => {
    const job = await submit(world, 'fresh');
    const tab = await world.connect('fresh');
    const resync = await tab.got<Resync>('resync');
    const hello = await tab.got<Hello>('hello');
    expect(tab.received.map(({ event }) => event)).toEqual(['hello', 'resync']);
    expect(hello).toMatchObject({ v: 1, epoch: resync.epoch, seq: 0, heartbeatMs: 10_000 });
    expect(hello.serverTime).toBeGreaterThan(0);
    expect(resync.jobs.map(({ id }) => id)).toEqual([job.id]);
    await publish(world, 'fresh', 3);
    await eventually(() => tab.seqs.length === 3);
    expect(tab.seqs).toEqual([1, 2, 3]);
  });

  it('delivers 1 to n without a hole, however fast they come', async () => {
    const tab = await world.connect('burst');
    await tab.got('resync');
    await Promise.all(range(1, 40).map(() => publish(world, 'burst', 25)));
    await eventually(() => tab.seqs.length >= 1_000);
    expect(tab.seqs).toEqual(range(1, 1_000));
  });

  it('sends an event exactly as it was stored', async () => {
    const tab = await world.connect('exact');
    await tab.got('resync');
    const job = makeJob('exact', {
      status: 'completed',
      result: { text: 'Zürich "quoted" \\ \u2028 🛰', list: [1, null, { deep: true }] },
    });
    await world.core.publisher.publish({ owner: 'exact', kind: 'completed', terminal: true, job });
    const event = await tab.got<DurableEvent>('job:event');
    const [stored] = await world.core.redis.xrange(feedKeys('exact').stream, '-', '+');
    expect(event).toEqual(JSON.parse(stored?.[1][1] ?? ''));
    expect(event.job).toEqual(job);
  });

  it('gives all tabs of an owner the same events, and nobody else any', async () => {
    const tabs = await Promise.all(range(1, 5).map(() => world.connect('many')));
    const stranger = await world.connect('stranger');
    await Promise.all([...tabs, stranger].map((tab) => tab.got('resync')));
    await publish(world, 'many', 20);
    for (const tab of tabs) {
      await eventually(() => tab.seqs.length === 20);
      expect(tab.seqs).toEqual(range(1, 20));
    }
    expect(stranger.payloads('job:event')).toEqual([]);
  });

  it('gives one who comes back what was missed, once and in order, over several pages', async () => {
    const { epoch } = await current('back');
    await publish(world, 'back', 30);
    const tab = await world.connect('back', { epoch, seq: 10 });
    await eventually(() => tab.seqs.length >= 20);
    await publish(world, 'back', 450);
    tab.close();
    const again = await world.connect('back', { epoch, seq: 30 });
    await eventually(() => again.seqs.length >= 450);
    await publish(world, 'back', 1);
    await eventually(() => again.seqs.length >= 451);
    expect(tab.seqs.slice(0, 20)).toEqual(range(11, 30));
    expect(again.seqs).toEqual(range(31, 481));
    expect(again.payloads('resync')).toEqual([]);
  });

  it('survives being cut off over and over while events go on', async () => {
    const { epoch } = await current('jitter');
    let at = 0;
    const seen: number[] = [];
    const publishing = publish(world, 'jitter', 300);
    while (at < 300) {
      const tab = await world.connect('jitter', { epoch, seq: at });
      await eventually(() => tab.seqs.length > 0 || at === 300);
      tab.socket.io.engine.close();
      seen.push(...tab.seqs);
      at = seen.at(-1) ?? 0;
    }
    await publishing;
    expect(seen).toEqual(range(1, 300));
  });

  it('S18 answers a cursor that cannot be with a snapshot', async () => {
    const { epoch } = await current('forged');
    await publish(world, 'forged', 2);
    const cursors: object[] = [
      { epoch: 'somebody-elses', seq: 1 },
      { epoch, seq: 99 },
      { epoch, seq: -1 },
      { epoch, seq: 2 ** 53 },
      { epoch, seq: 1.5 },
      { epoch, seq: '1' },
      { epoch: { $ne: 1 }, seq: 1 },
      { epoch: 'x'.repeat(5_000), seq: 1 },
      { seq: 1 },
      { epoch },
    ];
    for (const cursor of cursors) {
      const tab = await world.connect('forged', cursor);
      expect(await tab.got<Resync>('resync')).toMatchObject({ epoch, seq: 2 });
      expect(tab.payloads('job:event')).toEqual([]);
      tab.close();
    }
  });

  it('F38 says so with a snapshot where the stream no longer reaches back', async () => {
    const { epoch } = await current('trimmed');
    await publish(world, 'trimmed', 20);
    await world.core.redis.xtrim(feedKeys('trimmed').stream, 'MAXLEN', 5);
    const tab = await world.connect('trimmed', { epoch, seq: 3 });
    expect(await tab.got<Resync>('resync')).toMatchObject({ epoch, seq: 20 });
    expect(MAX_FEED_EVENTS).toBeGreaterThan(20);
  });

  it('tells a live tab when the feed has begun anew', async () => {
    const tab = await world.connect('flushed');
    const before = await tab.got<Resync>('resync');
    await publish(world, 'flushed', 2);
    const keys = feedKeys('flushed');
    await world.core.redis.del(keys.head, keys.stream);
    await publish(world, 'flushed', 2);
    const after = await tab.got<Resync>('resync', ({ epoch }) => epoch !== before.epoch);
    await publish(world, 'flushed', 1);
    await eventually(() =>
      tab
        .payloads<DurableEvent>('job:event')
        .some(({ seq, epoch }) => seq === 3 && epoch === after.epoch),
    );
    const later = tab
      .payloads<DurableEvent>('job:event')
      .filter(({ epoch }) => epoch === after.epoch)
      .map(({ seq }) => seq);
    expect(later).toEqual(range(after.seq + 1, 3));
  });

  it('fills a hole in the live messages from the feed', async () => {
    const tab = await world.connect('hole');
    await tab.got('resync');
    await publish(world, 'hole', 2);
    await eventually(() => tab.seqs.length === 2);
    // Stored, but its message is lost on the way: nobody is subscribed to this channel.
    const keys = feedKeys('hole');
    const { epoch } = await tab.got<Resync>('resync');
    const job = makeJob('hole');
    const lost = { epoch, seq: 3, kind: 'started', jobId: job.id, rev: 1, at: 1, job };
    await world.core.redis.xadd(keys.stream, '3-0', 'd', JSON.stringify(lost));
    await world.core.redis.hset(keys.head, 'q', 3);
    await publish(world, 'hole', 3);
    await eventually(() => tab.seqs.length >= 6);
    expect(tab.seqs).toEqual(range(1, 6));
    expect(tab.payloads('resync')).toHaveLength(1);
  });

  it('F31 drops what comes twice or late', async () => {
    const tab = await world.connect('twice');
    await tab.got('resync');
    await publish(world, 'twice', 3);
    await eventually(() => tab.seqs.length === 3);
    const keys = feedKeys('twice');
    for (const [, fields] of await world.core.redis.xrange(keys.stream, '-', '+')) {
      await world.core.redis.publish(keys.channel, fields[1] ?? '');
    }
    await publish(world, 'twice', 1);
    await eventually(() => tab.seqs.includes(4));
    expect(tab.seqs).toEqual([1, 2, 3, 4]);
  });

  /** Publishes at one moment of the join, from which nothing may be lost or doubled. */
  const joinWhile = async (moment: string, count: number): Promise<void> => {
    const userId = `join-${moment.replaceAll(' ', '-')}-${count}`;
    const { epoch } = await current(userId);
    await publish(world, userId, 5);
    let isDue = true;
    const at = async (name: string) => {
      if (name !== moment || !isDue) return;
      isDue = false;
      await publish(world, userId, count);
    };
    const wrap = (platform: Platform): Platform => ({
      ...platform,
      feed: {
        ...platform.feed,
        read: async (id, cursor) => {
          await at('before the read');
          const answer = await platform.feed.read(id, cursor);
          await at('after the read');
          return answer;
        },
      },
      subscriptions: {
        ...platform.subscriptions,
        owner: async (id, listener) => {
          await at('before the subscription');
          const leave = await platform.subscriptions.owner(id, listener);
          await at('after the subscription');
          return leave;
        },
      },
    });
    const own = await world.another({}, wrap);
    try {
      // A first tab makes the feed live; a second joins it as well.
      const tabs = [await own.connect(userId, { epoch, seq: 2 })];
      tabs.push(await own.connect(userId, { epoch, seq: 4 }));
      await publish(world, userId, 2);
      const last = 5 + count + 2;
      for (const tab of tabs) await eventually(() => tab.seqs.at(-1) === last);
      expect(tabs[0]?.seqs).toEqual(range(3, last));
      expect(tabs[1]?.seqs).toEqual(range(5, last));
      for (const tab of tabs) expect(tab.payloads('resync')).toEqual([]);
    } finally {
      await own.stop();
    }
  };
  const moments = [
    'before the subscription',
    'after the subscription',
    'before the read',
    'after the read',
  ];
  for (const moment of moments) {
    it(`loses and doubles nothing that is published ${moment} of a join`, async () => {
      await joinWhile(moment, 1);
      await joinWhile(moment, 230);
    });
  }

  it('loses nothing when a tab joins in the middle of traffic', async () => {
    const { epoch } = await current('traffic');
    const publishing = publish(world, 'traffic', 400);
    const tabs = [];
    for (let n = 0; n < 10; n += 1) tabs.push(await world.connect('traffic', { epoch, seq: 0 }));
    await publishing;
    for (const tab of tabs) {
      await eventually(() => tab.seqs.length >= 400);
      expect(tab.seqs).toEqual(range(1, 400));
    }
  });
});
