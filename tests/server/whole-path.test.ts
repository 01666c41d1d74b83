import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChunkEvent, DurableEvent, LogEvent, ProgressEvent } from '#contracts/events';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import { createSocketServer, type SocketServer } from '#server/create-socket-server';
import { startCore, type TestCore, testContract } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { testConfig } from '../helpers/test-config';
import { Recorder } from './socket-world';

describe('the whole path of a job, from its row to a socket', () => {
  let core: TestCore;
  let platform: PlatformCore;
  let server: SocketServer;
  let tab: Recorder;
  beforeAll(async () => {
    core = await startCore();
    platform = createPlatform(
      testConfig({ redis: core.redis.url, postgres: core.postgres.url }),
      'server',
    );
    server = createSocketServer(platform);
    const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
    const { token } = core.platform.tokens.sign({
      userId: 'ann',
      role: 'user',
      audience: 'jobwire-socket',
      ttlSeconds: 60,
    });
    tab = await new Recorder(url, { token }).connected();
    await tab.got('resync');
  });
  afterAll(async () => {
    tab.close();
    await server.close();
    await platform.close();
    await core.stop();
  });

  it('brings every change of state in order, progress, lines and chunks, and the result', async () => {
    let proceed = () => {};
    const isWatched = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    core.worker(
      {
        'whole-path': async (_input, context) => {
          await isWatched;
          context.progress(50, 'Half way');
          context.log('a line');
          context.chunk('a piece');
          await eventually(() => tab.payloads('job:chunk').length > 0);
          return { answer: 42 };
        },
      },
      [testContract('whole-path')],
    );
    const { id } = await core.submit('whole-path');
    await tab.got<DurableEvent>('job:event', ({ kind }) => kind === 'started');
    expect(await tab.ask('job:watch', { jobIds: [id] })).toMatchObject({
      ok: true,
      jobs: [{ id, status: 'running' }],
    });
    proceed();
    const done = await tab.got<DurableEvent>('job:event', ({ kind }) => kind === 'completed');
    expect(done.job).toMatchObject({ id, status: 'completed', result: { answer: 42 } });
    const events = tab.payloads<DurableEvent>('job:event');
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'started', 'completed']);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const [progress] = tab.payloads<ProgressEvent>('job:progress');
    expect(progress).toMatchObject({ jobId: id, percent: 50, message: 'Half way', attempt: 1 });
    const [log] = tab.payloads<LogEvent>('job:log');
    expect(log?.lines).toMatchObject([{ n: 1, level: 'info', text: 'a line' }]);
    const [chunk] = tab.payloads<ChunkEvent>('job:chunk');
    expect(chunk?.chunks).toMatchObject([{ n: 1, text: 'a piece' }]);
    // What was relayed came straight from Redis: nothing of ours was thrown away on the way.
    expect((await platform.metrics.relayDropped.get()).values).toEqual([]);
  });
});
