import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DurableEvent, ProgressEvent, Resync } from '#contracts/events';
import type { Job } from '#contracts/job';
import { feedKeys } from '#platform/feed/keys';
import { eventually } from '../helpers/eventually';
import {
  makeJob,
  progress,
  publish,
  type Recorder,
  range,
  startWorld,
  submit,
  type World,
} from './socket-world';

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** R4: whatever stands on a channel, the relay throws it away, counts it, and goes on. */
describe('poison on the channels of Redis', () => {
  let world: World;
  let tab: Recorder;
  let job: Job;
  let epoch: string;
  beforeAll(async () => {
    world = await startWorld();
    job = await submit(world, 'ann');
    tab = await world.connect('ann');
    epoch = (await tab.got<Resync>('resync')).epoch;
    await tab.ask('job:watch', { jobIds: [job.id] });
  });
  afterAll(() => world.stop());

  const dropped = async (): Promise<number> => {
    const { values } = await world.serverCore.metrics.relayDropped.get();
    return values.reduce((sum, { value }) => sum + value, 0);
  };

  const event = (more: object = {}) => {
    const made = makeJob('ann');
    return { epoch, seq: 900, kind: 'queued', jobId: made.id, rev: 1, at: 1, job: made, ...more };
  };

  const poisonOf = (valid: object): [string, string][] => [
    ['nothing', ''],
    ['no JSON', 'nonsense'],
    ['half of it', JSON.stringify(valid).slice(0, -4)],
    ['null', 'null'],
    ['a number', '1e999'],
    ['a list', '[]'],
    ['another schema', '{"hello":"world"}'],
    ['5,000 levels', deep(5_000)],
    ['5,000 levels within', JSON.stringify(valid).replace(/}$/, `,"x":${deep(5_000)}}`)],
    ['65 KB', JSON.stringify({ ...valid, x: 'x'.repeat(65 * 1024) })],
    ['65 KB in few characters', JSON.stringify({ ...valid, x: '語'.repeat(25 * 1024) })],
    ['20 MB', `"${'x'.repeat(20 * 1024 * 1024)}"`],
    ['two documents', `${JSON.stringify(valid)}${JSON.stringify(valid)}`],
    ['a second packet behind it', `${JSON.stringify(valid)}]\n42["job:event",{}`],
  ];

  it('R4 T23 drops what is no event of this owner, and loses no true one', async () => {
    const { channel } = feedKeys('ann');
    const stranger = makeJob('bob');
    const poison = [
      ...poisonOf(event()),
      ['seq as text', JSON.stringify(event({ seq: '900' }))],
      ['seq 0', JSON.stringify(event({ seq: 0 }))],
      ['unknown kind', JSON.stringify(event({ kind: 'exploded' }))],
      ['somebody else’s job', JSON.stringify(event({ job: stranger, jobId: stranger.id }))],
      ['a job of another id', JSON.stringify(event({ jobId: stranger.id }))],
      [
        'percent 900',
        JSON.stringify(
          event({ job: { ...makeJob('ann'), progress: { percent: 900, message: '' } } }),
        ),
      ],
    ] as const;
    for (const [name, raw] of poison) {
      const before = await dropped();
      await world.core.redis.publish(channel, raw);
      await eventually(async () => (await dropped()) === before + 1, 5_000, name);
    }
    await publish(world, 'ann', 5);
    await eventually(() => tab.seqs.length >= 5);
    expect(tab.seqs).toEqual(range(1, 5));
    expect(tab.closedBy).toBeUndefined();
  });

  it('R4 T23 drops what is no message of this job, and brings the true ones', async () => {
    const channel = feedKeys('ann').watch(job.id);
    const d = { percent: 1, message: 'x', jobId: job.id, attempt: 1, after: 1, at: 1 };
    const poison = [
      ...poisonOf({ t: 'progress', d }),
      ['another job', JSON.stringify({ t: 'progress', d: { ...d, jobId: 'other' } })],
      ['percent as text', JSON.stringify({ t: 'progress', d: { ...d, percent: '1' } })],
      ['percent -1', JSON.stringify({ t: 'progress', d: { ...d, percent: -1 } })],
      ['another type', JSON.stringify({ t: 'resync', d })],
      ['a durable event', JSON.stringify(event())],
      ['two payloads, one bad', `{"t":"progress","d":${JSON.stringify(d)},"d":{}}`],
      ['lines that are none', JSON.stringify({ t: 'log', d: { jobId: job.id, lines: [1] } })],
    ] as const;
    for (const [name, raw] of poison) {
      const before = await dropped();
      await world.core.redis.publish(channel, raw);
      await eventually(async () => (await dropped()) === before + 1, 5_000, name);
    }
    await progress(world, job, 42);
    await tab.got<ProgressEvent>('job:progress', ({ percent }) => percent === 42);
    // Said again, perhaps: a slow machine may have lost its link to Redis over the 20 MB, and caught up.
    const percents = tab.payloads<ProgressEvent>('job:progress').map(({ percent }) => percent);
    expect(new Set(percents)).toEqual(new Set([42]));
  });

  it('R4 goes on after 50 MB, over which Redis itself breaks the link', async () => {
    const { channel } = feedKeys('ann');
    const last = tab.seqs.at(-1) ?? 0;
    await world.core.redis.publish(channel, 'x'.repeat(50 * 1024 * 1024));
    await publish(world, 'ann', 3);
    await eventually(() => tab.seqs.at(-1) === last + 3);
    expect(tab.seqs).toEqual(range(1, last + 3));
  });

  it('relays what is valid in another form in the contract’s own', async () => {
    const channel = feedKeys('ann').watch(job.id);
    const loose = ` {"x":1, "d": {"at":1,"after":1,"attempt":1,"jobId":${JSON.stringify(job.id)},"message":"\\u0061","percent":5e1,"more":true}, "t":"progress" }`;
    await world.core.redis.publish(channel, loose);
    const relayed = await tab.got<ProgressEvent>('job:progress', ({ percent }) => percent === 50);
    expect(relayed).toEqual({
      percent: 50,
      message: 'a',
      jobId: job.id,
      attempt: 1,
      after: 1,
      at: 1,
    });
  });

  it('reads the feed when a durable message was thrown away, for it may have been the last', async () => {
    const reader = await world.connect('cid');
    await reader.got('resync');
    const keys = feedKeys('cid');
    const { epoch: own } = await reader.got<Resync>('resync');
    const stored = { ...event({ epoch: own, seq: 1 }), job: makeJob('cid') };
    const true1 = JSON.stringify({ ...stored, jobId: stored.job.id });
    await world.core.redis.xadd(keys.stream, '1-0', 'd', true1);
    await world.core.redis.hset(keys.head, 'q', 1);
    await world.core.redis.publish(keys.channel, true1.slice(0, -1));
    await eventually(() => reader.seqs.length === 1);
  });

  it('answers a stored event that breaks the contract with a snapshot', async () => {
    const owner = await world.connect('dan');
    const { epoch: own } = await owner.got<Resync>('resync');
    owner.close();
    const keys = feedKeys('dan');
    await world.core.redis.xadd(
      keys.stream,
      '1-0',
      'd',
      JSON.stringify({ epoch: own, seq: 1, kind: 'no' }),
    );
    await world.core.redis.hset(keys.head, 'q', 1);
    const again = await world.connect('dan', { epoch: own, seq: 0 });
    expect(await again.got<Resync>('resync')).toMatchObject({ seq: 1 });
    await publish(world, 'dan', 1);
    await again.got<DurableEvent>('job:event', ({ seq }) => seq === 2);
  });

  it('says in one line, not in thousands, that messages were thrown away', async () => {
    const lines: object[] = [];
    const own = await world.another({}, (platform) => {
      const log = platform.log.child({}, { level: 'warn' });
      log.warn = ((entry: object) => lines.push(entry)) as typeof log.warn;
      return { ...platform, log };
    });
    const reader = await own.connect('eve');
    await reader.got('resync');
    for (let n = 0; n < 500; n += 1) {
      await world.core.redis.publish(feedKeys('eve').channel, 'nonsense');
    }
    await publish(world, 'eve', 1);
    await eventually(() => reader.seqs.length === 1);
    expect(lines).toEqual([{ reason: 'not_json', channel: 'owner', count: 1 }]);
    await own.stop();
  });
});
