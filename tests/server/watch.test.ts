import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChunkEvent, LogEvent, ProgressEvent } from '#contracts/events';
import type { Job } from '#contracts/job';
import { MAX_WATCHED_JOBS } from '#contracts/limits';
import type { Platform } from '#platform/platform';
import { eventually } from '../helpers/eventually';
import { output, progress, range, startWorld, submit, type World } from './socket-world';

describe('job:watch and job:unwatch', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const percents = (tab: { payloads<T>(event: string): T[] }) =>
    tab.payloads<ProgressEvent>('job:progress').map(({ percent }) => percent);

  it('answers with the snapshots of own jobs and brings their progress, lines and chunks', async () => {
    const [one, other] = [await submit(world, 'ann'), await submit(world, 'ann')];
    const tab = await world.connect('ann');
    const answer = await tab.ask('job:watch', { jobIds: [one.id, other.id] });
    expect(answer).toMatchObject({ ok: true });
    if (!answer.ok) return;
    expect(answer.jobs?.map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
    await progress(world, one, 40);
    await output(world, one, ['first', 'second'], ['piece']);
    expect(await tab.got<ProgressEvent>('job:progress')).toMatchObject({
      jobId: one.id,
      percent: 40,
      message: 'Reading',
      attempt: 1,
      after: 1,
    });
    const log = await tab.got<LogEvent>('job:log');
    expect(log.lines.map(({ n, text }) => [n, text])).toEqual([
      [1, 'first'],
      [2, 'second'],
    ]);
    expect((await tab.got<ChunkEvent>('job:chunk')).chunks).toEqual([
      { n: 1, at: 1, text: 'piece' },
    ]);
  });

  it('brings nothing volatile of a job that is not watched, or no longer', async () => {
    const [watched, other] = [await submit(world, 'bob'), await submit(world, 'bob')];
    const tab = await world.connect('bob');
    await tab.ask('job:watch', { jobIds: [watched.id] });
    await progress(world, other, 10);
    await progress(world, watched, 20);
    await eventually(() => percents(tab).includes(20));
    expect(await tab.ask('job:unwatch', { jobIds: [watched.id, 'never-watched'] })).toEqual({
      ok: true,
    });
    await progress(world, watched, 30);
    await tab.ask('job:watch', { jobIds: [other.id] });
    await progress(world, other, 50);
    await eventually(() => percents(tab).includes(50));
    expect(percents(tab)).toEqual([20, 50]);
  });

  it('S17 joins only rooms of own jobs and leaves foreign and unknown ids out', async () => {
    const [mine, theirs] = [await submit(world, 'cid'), await submit(world, 'dan')];
    const tab = await world.connect('cid');
    const unknown = mine.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const answer = await tab.ask('job:watch', { jobIds: [theirs.id, mine.id, unknown] });
    expect(answer.ok && answer.jobs?.map(({ id }) => id)).toEqual([mine.id]);
    for (const id of [theirs.id, unknown, `job:${theirs.id}`, '*', '__proto__', 'a'.repeat(160)]) {
      expect(await tab.ask('job:watch', { jobIds: [id] })).toMatchObject({
        ok: false,
        error: { code: 'not_found', retryable: false },
      });
    }
    await progress(world, theirs, 66);
    await progress(world, mine, 11);
    await eventually(() => percents(tab).length > 0);
    expect(percents(tab)).toEqual([11]);
  });

  it('S17 refuses what is not a list of ids, too long an id and too many', async () => {
    const tab = await world.connect('eve');
    const refusals: [unknown, string][] = [
      [{ jobIds: 'x' }, 'invalid_input'],
      [{ jobIds: [] }, 'invalid_input'],
      [{ jobIds: [1] }, 'invalid_input'],
      [{ jobIds: ['a'.repeat(10_000)] }, 'invalid_input'],
      [{ jobIds: [['x']] }, 'invalid_input'],
      [{}, 'invalid_input'],
      [null, 'invalid_input'],
      [[], 'invalid_input'],
      [{ jobIds: ['x'], room: 'user:ann' }, 'unknown_field'],
      [
        { jobIds: range(0, MAX_WATCHED_JOBS).map((n) => `eve~x~${String(n).padStart(24, '0')}`) },
        'too_many_jobs',
      ],
    ];
    for (const [payload, code] of refusals) {
      expect(await tab.ask('job:watch', payload)).toMatchObject({ ok: false, error: { code } });
    }
    expect(tab.socket.connected).toBe(true);
  });

  it('holds a socket to 200 jobs over several requests', async () => {
    const own = await world.another({}, (platform) => ({
      ...platform,
      jobs: {
        ...platform.jobs,
        watch: async (who, ids) => ids.map((id) => ({ id, userId: who.userId }) as Job),
      },
    }));
    const id = (n: number) => `fay~x~${String(n).padStart(24, '0')}`;
    const tab = await own.connect('fay');
    expect(await tab.ask('job:watch', { jobIds: range(1, 150).map(id) })).toMatchObject({
      ok: true,
    });
    expect(await tab.ask('job:watch', { jobIds: range(101, 200).map(id) })).toMatchObject({
      ok: true,
    });
    expect(await tab.ask('job:watch', { jobIds: [id(201)] })).toMatchObject({
      ok: false,
      error: { code: 'too_many_jobs' },
    });
    await tab.ask('job:unwatch', { jobIds: [id(1)] });
    expect(await tab.ask('job:watch', { jobIds: [id(201)] })).toMatchObject({ ok: true });
    await own.stop();
  });

  it('lets an admin watch anybody’s job, and nobody by naming a room', async () => {
    const job = await submit(world, 'gus');
    const admin = await world
      .recorder({ token: world.token('root', { role: 'admin' }) })
      .connected();
    expect(await admin.ask('job:watch', { jobIds: [job.id] })).toMatchObject({ ok: true });
    await progress(world, job, 77);
    expect(await admin.got<ProgressEvent>('job:progress')).toMatchObject({ percent: 77 });
    expect(admin.payloads('job:event')).toEqual([]);
  });

  it('takes foreign rooms away with the role', async () => {
    const [theirs, own] = [await submit(world, 'hal'), await submit(world, 'chief')];
    const admin = await world
      .recorder({ token: world.token('chief', { role: 'admin' }) })
      .connected();
    await admin.ask('job:watch', { jobIds: [theirs.id, own.id] });
    await progress(world, theirs, 5);
    await eventually(() => percents(admin).length === 1);
    expect(await admin.ask('auth:refresh', { token: world.token('chief') })).toMatchObject({
      ok: true,
    });
    await progress(world, theirs, 6);
    await progress(world, own, 7);
    await eventually(() => percents(admin).includes(7));
    expect(percents(admin)).toEqual([5, 7]);
  });

  /** Runs `work` once, while the snapshot of a watch is read. */
  const whileReading =
    (work: (when: 'before' | 'after') => Promise<void>) =>
    (platform: Platform): Platform => ({
      ...platform,
      jobs: {
        ...platform.jobs,
        watch: async (who, ids) => {
          await work('before');
          const jobs = await platform.jobs.watch(who, ids);
          await work('after');
          return jobs;
        },
      },
    });

  it('loses no progress between the snapshot and the room, and answers before it brings any', async () => {
    const job = await submit(world, 'ida');
    const own = await world.another(
      {},
      whileReading(async (when) => {
        await progress(world, job, when === 'before' ? 10 : 20);
      }),
    );
    const tab = await own.connect('ida');
    const seenAtAnswer = await new Promise<number>((resolve) => {
      tab.socket.emit('job:watch', { jobIds: [job.id] }, () => resolve(percents(tab).length));
    });
    expect(seenAtAnswer).toBe(0);
    await progress(world, job, 30);
    await eventually(() => percents(tab).includes(30));
    expect(percents(tab)).toEqual([10, 20, 30]);
    await own.stop();
  });

  /** Counts the subscriptions a server holds now, and all it ever made. */
  const counted = () => {
    const count = { owners: 0, jobs: 0, joins: 0 };
    const track = async (kind: 'owners' | 'jobs', joining: Promise<() => void>) => {
      count[kind] += 1;
      count.joins += 1;
      const leave = await joining;
      return () => {
        count[kind] -= 1;
        leave();
      };
    };
    const wrap = (platform: Platform): Platform => ({
      ...platform,
      subscriptions: {
        ...platform.subscriptions,
        owner: (id, listener) => track('owners', platform.subscriptions.owner(id, listener)),
        job: (id, job, listener) => track('jobs', platform.subscriptions.job(id, job, listener)),
      },
    });
    return { count, wrap };
  };

  it('leaves no room behind when the client goes away while its snapshot is read', async () => {
    const job = await submit(world, 'joe');
    const { count, wrap } = counted();
    let isReading = false;
    const hangUp = whileReading(async (when) => {
      isReading = true;
      if (when === 'before') tab?.socket.io.engine.close();
    });
    const own = await world.another({}, (platform) => hangUp(wrap(platform)));
    const tab = await own.connect('joe');
    tab.socket.emit('job:watch', { jobIds: [job.id] });
    await tab.closed();
    await eventually(() => isReading && count.owners === 0 && count.jobs === 0);
    await own.stop();
  });

  it('answers watch and unwatch in the order they were sent', async () => {
    const job = await submit(world, 'kim');
    const tab = await world.connect('kim');
    const answers = [
      tab.ask('job:watch', { jobIds: [job.id] }),
      tab.ask('job:unwatch', { jobIds: [job.id] }),
    ];
    await Promise.all(answers);
    await progress(world, job, 50);
    await tab.ask('job:watch', { jobIds: [job.id] });
    await progress(world, job, 60);
    await eventually(() => percents(tab).includes(60));
    expect(percents(tab)).toEqual([60]);
  });

  it('subscribes to an owner and a job once, however many watch, and only while somebody does', async () => {
    const { count, wrap } = counted();
    const own = await world.another({}, wrap);
    const job = await submit(world, 'lou');
    const tabs = await Promise.all(range(1, 4).map(() => own.connect('lou')));
    for (const tab of tabs) await tab.ask('job:watch', { jobIds: [job.id] });
    await progress(world, job, 12);
    for (const tab of tabs) await eventually(() => percents(tab).length === 1);
    expect(count).toEqual({ owners: 1, jobs: 1, joins: 2 });
    for (const tab of tabs) tab.close();
    await eventually(() => count.owners === 0 && count.jobs === 0);
    await own.stop();
  });
});
