import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DurableEvent, Hello, Resync } from '#contracts/events';
import { isTerminal, type Job } from '#contracts/job';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import { createSocketServer, type SocketServer } from '#server/create-socket-server';
import { startCore, type TestCore, testContract } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { testConfig } from '../helpers/test-config';

/** What a tab would know, kept by the rules of the feed. */
class Tab {
  readonly jobs = new Map<string, Job>();
  readonly seen: { epoch: string; seq: number; jobId: string; kind: string }[] = [];
  resyncs = 0;
  epoch = '';
  seq = 0;
  private socket: Socket | undefined;

  constructor(
    private readonly url: string,
    private readonly token: () => string,
  ) {}

  async connect(): Promise<void> {
    const cursor = this.epoch ? { epoch: this.epoch, seq: this.seq } : {};
    const socket = io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: this.token(), ...cursor },
    });
    this.socket = socket;
    socket.on('resync', (message: Resync) => {
      this.resyncs += 1;
      this.epoch = message.epoch;
      this.seq = message.seq;
      for (const job of message.jobs) this.take(job);
    });
    socket.on('job:event', (event: DurableEvent) => {
      this.seen.push({ epoch: event.epoch, seq: event.seq, jobId: event.jobId, kind: event.kind });
      this.seq = event.seq;
      this.take(event.job);
    });
    await new Promise<Hello>((resolve, reject) => {
      socket.once('hello', resolve);
      socket.once('resync', () => resolve({} as Hello));
      socket.once('connect_error', reject);
    });
  }

  cut(): void {
    this.socket?.disconnect();
  }

  private take(job: Job): void {
    if ((this.jobs.get(job.id)?.rev ?? 0) < job.rev) this.jobs.set(job.id, job);
  }
}

let core: TestCore;
let platform: PlatformCore;
let server: SocketServer;
let url: string;
const tabs: Tab[] = [];

const newTab = (userId: string): Tab => {
  const sign = () =>
    platform.tokens.sign({ userId, role: 'user', audience: 'jobwire', ttlSeconds: 600 }).token;
  const tab = new Tab(url, sign);
  tabs.push(tab);
  return tab;
};
const ended = (tab: Tab, count: number) =>
  eventually(
    () => [...tab.jobs.values()].filter((job) => isTerminal(job.status)).length === count,
    40_000,
    `${count} ended jobs on the tab`,
  );

beforeAll(async () => {
  core = await startCore();
  platform = createPlatform(
    testConfig({ redis: core.redis.url, postgres: core.postgres.url }),
    'server',
  );
  server = createSocketServer(platform);
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  core.worker(
    {
      short: async (_input, job) => job.step('only', () => 1),
      flaky: async (_input, job) => {
        if (job.attempt === 1) throw new Error('the first attempt fails');
        return null;
      },
    },
    [testContract('short'), testContract('flaky')],
  );
});
afterAll(async () => {
  for (const tab of tabs) tab.cut();
  await server.close();
  await platform.close();
  await core.stop();
});

test('a tab sees every durable event of its owner once, numbered from 1 without a gap', async () => {
  const tab = newTab('uma');
  await tab.connect();
  for (let n = 0; n < 10; n += 1)
    await core.submit(n % 3 === 0 ? 'flaky' : 'short', {}, { owner: 'uma' });
  await ended(tab, 10);
  const numbers = tab.seen.map((event) => event.seq);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
  const last = (await core.events('uma')).at(-1)?.seq;
  expect(numbers.length).toBe(last);
});

test('what a cut tab missed comes once, in order, when it is back', async () => {
  const tab = newTab('vic');
  await tab.connect();
  const first = await core.submit('short', {}, { owner: 'vic' });
  await ended(tab, 1);
  tab.cut();
  const before = tab.seen.length;
  const missed = await Promise.all([1, 2, 3].map(() => core.submit('flaky', {}, { owner: 'vic' })));
  for (const job of missed) await core.ended(job.id);
  expect(tab.seen.length).toBe(before);
  await tab.connect();
  await ended(tab, 4);
  expect(tab.jobs.get(first.id)?.status).toBe('completed');
  const numbers = tab.seen.map((event) => event.seq);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
});

test('after an emptied Redis the tab gets a resync and every accepted job still ends, once', async () => {
  const tab = newTab('wes');
  await tab.connect();
  const atStart = tab.resyncs;
  const jobs = [];
  for (let n = 0; n < 6; n += 1) {
    jobs.push(await core.submit('flaky', {}, { owner: 'wes' }));
    if (n % 2 === 1) await core.redis.flush();
  }
  for (const job of jobs) expect((await core.ended(job.id, 40_000)).state).toBe('completed');
  await ended(tab, 6);
  await eventually(() => tab.resyncs > atStart, 20_000, 'a resync');
  const endings = await core.platform.pool.query<{ n: number }>(
    `select count(*)::int as n from job_changes where job_id = any($1) and state = 'completed'`,
    [jobs.map((job) => job.id)],
  );
  expect(endings.rows[0]?.n).toBe(6);
});
