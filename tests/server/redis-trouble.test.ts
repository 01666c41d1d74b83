import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DurableEvent, ProgressEvent, Resync } from '#contracts/events';
import { LEDGER_EPOCH } from '#platform/feed/create-feed-reader';
import { eventually } from '../helpers/eventually';
import { makeJob, progress, publish, range, startWorld, submit, type World } from './socket-world';

describe('sockets while Redis is in trouble', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const ready = (isReady: boolean) =>
    eventually(async () => (await world.core.health()).redis === isReady, 10_000, 'Redis');

  it('F16 loses no durable event while the subscription link is cut over and over', async () => {
    const tabs = await Promise.all(['ann', 'bob', 'cid'].map((id) => world.connect(id)));
    await Promise.all(tabs.map((tab) => tab.got('resync')));
    for (let cut = 0; cut < 4; cut += 1) {
      await world.cutSubscriptions();
      for (const id of ['ann', 'bob', 'cid']) await publish(world, id, 50);
    }
    for (const tab of tabs) {
      await eventually(() => tab.seqs.length >= 200);
      expect(tab.seqs).toEqual(range(1, 200));
      expect(tab.payloads('resync')).toHaveLength(1);
    }
  });

  it('brings the last known progress of watched jobs after a cut', async () => {
    const job = await submit(world, 'dan');
    const tab = await world.connect('dan');
    await tab.ask('job:watch', { jobIds: [job.id] });
    await progress(world, job, 10);
    await tab.got('job:progress');
    await world.cutSubscriptions();
    await progress(world, job, 20);
    await tab.got<ProgressEvent>('job:progress', ({ percent }) => percent === 20);
  });

  it('stays up without Redis, serves snapshots from the ledger, and takes both kinds of tab along when it is back', async () => {
    const job = await submit(world, 'eve');
    const before = await world.connect('eve');
    const { epoch } = await before.got<Resync>('resync');
    await publish(world, 'eve', 2);
    await eventually(() => before.seqs.length === 2);
    await world.redis.kill();
    await ready(false);
    const during = await world.connect('eve', { epoch, seq: 2 });
    const snapshot = await during.got<Resync>('resync');
    expect(snapshot.epoch).toBe(LEDGER_EPOCH);
    expect(snapshot.jobs.map(({ id }) => id)).toEqual([job.id]);
    expect(before.closedBy).toBeUndefined();
    await world.redis.restart();
    await ready(true);
    // Nothing was saved: the feed begins anew, and both are told so.
    for (const tab of [before, during]) {
      const after = await tab.got<Resync>(
        'resync',
        (one) => one.epoch !== epoch && one.epoch !== LEDGER_EPOCH,
      );
      expect(after.jobs.map(({ id }) => id)).toEqual([job.id]);
      await publish(world, 'eve', 1);
      await eventually(() =>
        tab.payloads<DurableEvent>('job:event').some((event) => event.epoch === after.epoch),
      );
    }
  });

  it('refuses with dependency_unavailable while neither store answers, and lets the same client in later', async () => {
    await world.redis.kill();
    await world.postgres.pause();
    await ready(false);
    expect(await world.recorder({ token: world.token('fay') }).refused()).toBe(
      'dependency_unavailable',
    );
    await world.postgres.resume();
    await world.redis.restart();
    await ready(true);
    await eventually(async () => {
      const tab = world.recorder({ token: world.token('fay') });
      return tab.connected().then(
        () => true,
        () => false,
      );
    });
  });

  it('F41 starts without Redis, serves from the ledger, and goes live when Redis comes', async () => {
    const job = await submit(world, 'hal');
    await world.redis.kill();
    await ready(false);
    const own = await world.another();
    const tab = await own.connect('hal');
    expect(await tab.got<Resync>('resync')).toMatchObject({ epoch: LEDGER_EPOCH });
    await world.redis.restart();
    await ready(true);
    const after = await tab.got<Resync>('resync', ({ epoch }) => epoch !== LEDGER_EPOCH);
    expect(after.jobs.map(({ id }) => id)).toEqual([job.id]);
    await publish(world, 'hal', 3);
    await eventually(() => tab.seqs.length === 3);
    await own.stop();
  });

  it('replaces a snapshot from the ledger as soon as the feed answers, though the link never broke', async () => {
    let isAway = true;
    const own = await world.another({}, (platform) => ({
      ...platform,
      feed: {
        ...platform.feed,
        read: async (userId, cursor) => {
          if (!isAway) return platform.feed.read(userId, cursor);
          isAway = false;
          return { resync: true, epoch: LEDGER_EPOCH, seq: 0, jobs: [] };
        },
      },
    }));
    const tab = await own.connect('ivy');
    await tab.got<Resync>('resync', ({ epoch }) => epoch !== LEDGER_EPOCH);
    expect(tab.payloads<Resync>('resync').map(({ epoch }) => epoch)).toEqual([
      LEDGER_EPOCH,
      expect.not.stringContaining(LEDGER_EPOCH),
    ]);
    await own.stop();
  });

  it('F13 answers a handshake within its time while Redis is frozen, and catches up when it thaws', async () => {
    const own = await world.another({ subscribeTimeoutMs: 200, admissionTimeoutMs: 600 });
    const tab = await own.connect('gus');
    await tab.got('resync');
    world.redis.signal('SIGSTOP');
    const outcome = await own
      .recorder({ token: world.token('gus') })
      .connected()
      .then(
        () => 'served',
        (error: { data?: { code?: string } }) => error.data?.code,
      );
    expect(outcome).toBe('dependency_unavailable');
    world.redis.signal('SIGCONT');
    await ready(true);
    const job = makeJob('gus');
    await world.core.publisher.publish({ owner: 'gus', kind: 'queued', terminal: false, job });
    await tab.got<DurableEvent>('job:event', ({ jobId }) => jobId === job.id);
    expect(tab.closedBy).toBeUndefined();
    await own.stop();
  });
});
