import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DurableEvent, LogEvent, ProgressEvent } from '#contracts/events';
import { feedKeys } from '#platform/feed/keys';
import { eventually } from '../helpers/eventually';
import {
  makeJob,
  output,
  progress,
  publish,
  type RawSocket,
  range,
  startWorld,
  submit,
  type World,
} from './socket-world';

const payloads = <T>(socket: RawSocket, event: string): T[] =>
  socket.messages
    .filter((message) => message.startsWith(`42["${event}",`))
    .map((message) => (JSON.parse(message.slice(2)) as [string, T])[1]);

describe('clients that do not keep up', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const cuts = async (own: World, reason: string): Promise<number> => {
    const { values } = await own.serverCore.metrics.socketsCut.get();
    return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
  };

  const large = async (userId: string, count: number) => {
    const result = { text: 'x'.repeat(15_000) };
    for (let n = 0; n < count; n += 20) {
      await Promise.all(
        range(1, 20).map(() => {
          const job = makeJob(userId, { status: 'completed', result });
          return world.core.publisher.publish({
            owner: userId,
            kind: 'completed',
            terminal: true,
            job,
          });
        }),
      );
    }
  };

  it('F24 S27 cuts one that does not read at 1 MiB, and only that one', async () => {
    const own = await world.another({ stallMs: 600_000 });
    const reader = await own.connect('ann');
    await reader.got('resync');
    const stalled = await own.rawUser('ann');
    await stalled.saw((message) => message.startsWith('42["resync"'));
    stalled.ws.pause();
    await large('ann', 600);
    await eventually(async () => (await cuts(own, 'slow_consumer')) === 1);
    stalled.ws.resume();
    await stalled.closed();
    await eventually(() => reader.seqs.length >= 600);
    expect(reader.seqs).toEqual(range(1, 600));
    const seqs = payloads<DurableEvent>(stalled, 'job:event').map(({ seq }) => seq);
    expect(seqs).toEqual(range(1, seqs.length));
    expect(seqs.length).toBeLessThan(600);
    await own.stop();
  });

  it('cuts one whose queue stands still, however short it is', async () => {
    const own = await world.another({ stallMs: 500, queueBytes: 64 * 1024 * 1024 });
    const stalled = await own.rawUser('bob');
    await stalled.saw((message) => message.startsWith('42["resync"'));
    stalled.ws.pause();
    await large('bob', 600);
    await eventually(async () => (await cuts(own, 'slow_consumer')) === 1);
    await own.stop();
  });

  it('gives one who comes back to a long history all of it, though it reads slowly', async () => {
    const first = await world.connect('cid');
    const { epoch } = await first.got<{ epoch: string }>('resync');
    first.close();
    await large('cid', 600);
    const slow = await world.raw().opened();
    slow.ws.send(`40${JSON.stringify({ token: world.token('cid'), epoch, seq: 0 })}`);
    for (let pause = 0; pause < 10; pause += 1) {
      slow.ws.pause();
      await new Promise((resolve) => setTimeout(resolve, 20));
      slow.ws.resume();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seqs = () => payloads<DurableEvent>(slow, 'job:event').map(({ seq }) => seq);
    await eventually(() => seqs().length >= 600);
    expect(seqs()).toEqual(range(1, 600));
  });

  it('merges volatile messages for one that lags: of progress the last, of lines all', async () => {
    const own = await world.another({ queueBytes: 64 * 1024 * 1024 });
    const job = await submit(world, 'dan');
    const lagging = await own.rawUser('dan');
    lagging.ws.send(`421["job:watch",{"jobIds":[${JSON.stringify(job.id)}]}]`);
    await lagging.saw((message) => message.startsWith('431['));
    lagging.ws.pause();
    const line = 'x'.repeat(3_000);
    for (let n = 1; n <= 300; n += 1) {
      await output(
        world,
        job,
        Array.from({ length: 10 }, () => line),
      );
      await progress(world, job, n / 3);
    }
    await progress(world, job, 100);
    lagging.ws.resume();
    const last = () => payloads<ProgressEvent>(lagging, 'job:progress').at(-1)?.percent;
    const lines = () => payloads<LogEvent>(lagging, 'job:log').flatMap((log) => log.lines);
    await eventually(() => last() === 100 && lines().length >= 3_000);
    expect(lines().map(({ n }) => n)).toEqual(range(1, 3_000));
    expect(payloads(lagging, 'job:progress').length).toBeLessThan(301);
    await own.stop();
  });
});

describe('bursts', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('F37 ends with the right progress of every job and all lines, in far fewer messages', async () => {
    const jobs = await Promise.all(range(1, 5).map(() => submit(world, 'ann')));
    const tab = await world.connect('ann');
    await tab.ask('job:watch', { jobIds: jobs.map(({ id }) => id) });
    const burst = world.core.redis.pipeline();
    for (let n = 1; n <= 2_000; n += 1) {
      for (const job of jobs) {
        const channel = feedKeys('ann').watch(job.id);
        const d = { percent: n / 20, message: 'x', jobId: job.id, attempt: 1, after: 1, at: n };
        burst.publish(channel, JSON.stringify({ t: 'progress', d }));
        const lines = [{ n, at: 1, level: 'info', text: `line ${n}` }];
        burst.publish(channel, JSON.stringify({ t: 'log', d: { jobId: job.id, lines } }));
      }
    }
    await burst.exec();
    for (const { id } of jobs) {
      const ofJob = <T extends { jobId: string }>(event: string) =>
        tab.payloads<T>(event).filter(({ jobId }) => jobId === id);
      await eventually(() => ofJob<ProgressEvent>('job:progress').at(-1)?.percent === 100);
      await eventually(() => ofJob<LogEvent>('job:log').at(-1)?.lines.at(-1)?.n === 2_000);
      expect(ofJob<LogEvent>('job:log').flatMap((log) => log.lines.map(({ n }) => n))).toEqual(
        range(1, 2_000),
      );
      const percents = ofJob<ProgressEvent>('job:progress').map(({ percent }) => percent ?? 0);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(percents.length).toBeLessThan(500);
    }
  });

  it('never merges or drops a durable event', async () => {
    const tab = await world.connect('bob');
    await tab.got('resync');
    const noise = world.core.redis.pipeline();
    for (let n = 1; n <= 1_000; n += 1) noise.publish(feedKeys('bob').watch('none'), 'x');
    await Promise.all([publish(world, 'bob', 1_000), noise.exec()]);
    await eventually(() => tab.seqs.length >= 1_000);
    expect(tab.seqs).toEqual(range(1, 1_000));
  });

  it('brings a job’s last lines before its end', async () => {
    const job = await submit(world, 'cid');
    const tab = await world.connect('cid');
    const { epoch } = await tab.got<{ epoch: string }>('resync');
    await tab.ask('job:watch', { jobIds: [job.id] });
    const { channel, watch } = feedKeys('cid');
    const burst = world.core.redis.pipeline();
    for (let n = 1; n <= 300; n += 1) {
      const lines = [{ n, at: 1, level: 'info', text: `line ${n}` }];
      burst.publish(watch(job.id), JSON.stringify({ t: 'log', d: { jobId: job.id, lines } }));
    }
    const ended = { ...job, status: 'completed', rev: 2 };
    const event = { epoch, seq: 1, kind: 'completed', jobId: job.id, rev: 2, at: 1, job: ended };
    burst.publish(channel, JSON.stringify(event));
    await burst.exec();
    await tab.got('job:event');
    expect(tab.received.at(-1)?.event).toBe('job:event');
    expect(tab.payloads<LogEvent>('job:log').flatMap((log) => log.lines.map(({ n }) => n))).toEqual(
      range(1, 300),
    );
  });
});
