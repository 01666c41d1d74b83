import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#contracts/job';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { isLive, record } from './support/recorder';
import { type Browser, createBrowser, type Tab } from './support/tab';

let server: FeedServer;
let browser: Browser;
beforeEach(async () => {
  server = await startFeedServer();
  browser = createBrowser(server.url);
});
afterEach(async () => {
  browser.close();
  await server.stop();
});

const hintName = () => `jobwire:hint:${server.url}|ada`;
const stored = () => JSON.parse(browser.storage.getItem(hintName()) ?? 'null');
const openLive = async (options = {}): Promise<Tab> => {
  const tab = browser.open(options);
  await eventually(() => isLive(tab));
  return tab;
};

describe('after a refresh', () => {
  it('shows the last known rows before any answer, stale until they are confirmed', async () => {
    const tab = await openLive();
    const { id } = await tab.client.createJob(
      { type: 'career-insights', domain: 'law' },
      { title: 'Law' },
    );
    server.move(id, 'running');
    await eventually(() => {
      server.progress(id, 42, 'Reading');
      return tab.client.getJob(id)?.progress.percent === 42;
    });
    tab.close();
    server.faults.token = { status: 503 };
    server.faults.feed = { status: 503 };
    const next = browser.open();
    expect(next.client.isRestoring()).toBe(true);
    await eventually(() => !next.client.isRestoring());
    expect(next.client.getJob(id)).toMatchObject({
      status: 'running',
      stale: true,
      origin: 'restored',
      title: 'Law',
      progress: { percent: 42, message: 'Reading' },
    });
    server.faults.token = null;
    server.faults.feed = null;
    next.fire('focus');
    await eventually(() => next.client.getJob(id)?.stale === false);
  });

  it('tells the endings that were missed, as replayed and once, and no progress', async () => {
    const tab = await openLive();
    const before = server.create();
    await eventually(() => tab.client.getJob(before.id));
    tab.close();
    server.move(before.id, 'running');
    server.move(before.id, 'completed', { result: 1 });
    const meanwhile = server.create();
    server.move(meanwhile.id, 'failed', {
      error: { code: 'timeout', message: '', retryable: true },
    });
    const next = browser.open();
    const seen = record(next);
    await eventually(() => seen.endings.length === 2);
    expect(seen.endings.map(({ id, replayed }) => [id, replayed])).toEqual([
      [before.id, true],
      [meanwhile.id, true],
    ]);
    expect(seen.progress).toEqual([]);
    await eventually(() => isLive(next));
    const live = server.create();
    server.move(live.id, 'completed', { result: 2 });
    await eventually(() => seen.endings.length === 3);
    expect(seen.endings[2]?.replayed).toBe(false);
  });

  it('tells a missed ending to the first listener that cares, however late it comes', async () => {
    const tab = await openLive();
    const job = server.create();
    await eventually(() => tab.client.getJob(job.id));
    tab.close();
    server.move(job.id, 'completed', { result: 1 });
    const next = browser.open();
    next.client.onEvent({ onTerminal: () => false });
    await eventually(() => isLive(next));
    const seen = record(next);
    await eventually(() => seen.endings.length === 1);
    const late = record(next);
    await Promise.resolve();
    expect(late.endings).toEqual([]);
  });

  it('finds the ending although the feed has forgotten everything', async () => {
    const tab = await openLive();
    const job = server.create();
    await eventually(() => tab.client.getJob(job.id));
    tab.close();
    server.move(job.id, 'completed', { result: 1 });
    server.epoch = 'second';
    const next = browser.open();
    const seen = record(next);
    await eventually(() => seen.endings.length === 1);
    expect(seen.endings[0]).toMatchObject({ id: job.id, replayed: true });
  });
});

describe('what is stored', () => {
  it('holds live rows and the cursor, and neither input, result nor token', async () => {
    const tab = await openLive();
    const secret = 'nobody-may-store-this';
    const { id } = await tab.client.createJob({ type: 'career-insights', domain: secret });
    const done = server.create();
    server.move(done.id, 'completed', { result: { text: secret } });
    await eventually(() => tab.client.getJob(done.id)?.status === 'completed');
    await eventually(() => stored()?.rows.length === 1);
    expect(stored()).toMatchObject({ v: 1, epoch: 'first', rows: [{ id, status: 'pending' }] });
    const everything = JSON.stringify(Object.entries(browser.storage));
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain('token-');
  });

  it('stays below 50 kB with 300 live jobs', async () => {
    for (let count = 0; count < 300; count++) server.create();
    const tab = await openLive();
    expect(tab.client.getJobs()).toHaveLength(300);
    tab.fire('pagehide');
    expect(stored().rows).toHaveLength(200);
    expect((browser.storage.getItem(hintName()) ?? '').length).toBeLessThan(90_000);
  });

  it('is not put back by a tab that knows less', async () => {
    const [first, second] = [await openLive(), await openLive()];
    second.deaf = true;
    const job = server.create();
    await eventually(() => first.client.getJob(job.id));
    first.fire('pagehide');
    expect(stored().rows).toHaveLength(1);
    second.fire('pagehide');
    expect(stored().rows).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{'],
    ['another version', '{"v":99,"epoch":"first","seq":1,"rows":[{"id":"x"}]}'],
    ['no object', '7'],
    [
      'rows that are none',
      '{"v":1,"t":9e15,"epoch":7,"seq":"x","rows":[null,7,{},{"id":"x","type":"y","status":"z"}]}',
    ],
    ['a poisoned prototype', '{"v":1,"t":9e15,"__proto__":{"polluted":1},"rows":{"__proto__":[]}}'],
    [
      'too old',
      '{"v":1,"t":1,"epoch":"first","seq":1,"rows":[{"id":"x","type":"y","status":"running"}]}',
    ],
  ])('pitfall 24: survives storage that holds %s', async (_, text) => {
    browser.storage.setItem(hintName(), text);
    const job = server.create();
    const tab = await openLive();
    expect(tab.client.getJobs().map((row) => row.id)).toEqual([job.id]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    tab.fire('pagehide');
    expect(stored()).toMatchObject({ v: 1, epoch: 'first' });
  });

  it('pitfall 24: shows nothing but the fields it knows, cleaned', async () => {
    const row = {
      id: 'x',
      type: 'career-insights',
      status: 'running',
      rev: 1e9,
      progress: { percent: 1e9 },
    };
    const hint = { v: 1, t: Date.now(), rows: [{ ...row, result: 'x', html: '<img>', key: 7 }] };
    browser.storage.setItem(hintName(), JSON.stringify(hint));
    server.faults.token = { status: 503 };
    server.faults.feed = { status: 503 };
    const tab = browser.open();
    await eventually(() => tab.client.getJob('x'));
    expect(tab.client.getJob('x')).toMatchObject({ key: 'x', progress: { percent: 99 } });
    expect(tab.client.getJob('x')).not.toHaveProperty('html');
    expect(tab.client.getJob('x')?.result).toBeNull();
  });

  it('pitfall 24: believes the server, however new a remembered row claims to be', async () => {
    const job = server.create();
    const row = { id: job.id, type: job.type, status: 'running', rev: 1e9 };
    browser.storage.setItem(hintName(), JSON.stringify({ v: 1, t: Date.now(), rows: [row] }));
    const tab = await openLive();
    expect(tab.client.getJob(job.id)).toMatchObject({ status: 'pending', rev: 1, stale: false });
  });

  it('pitfall 24: works with storage that is full, and with none', async () => {
    const full = Object.create(browser.storage) as Storage;
    full.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    for (const storage of [full, null]) {
      const other = createBrowser(server.url, { storage });
      const tab = other.open();
      await eventually(() => isLive(tab));
      const { id } = await tab.client.createJob({ type: 'career-insights', domain: 'law' });
      tab.fire('pagehide');
      tab.fire('pageshow');
      await eventually(() => isLive(tab));
      expect(tab.client.getJob(id)?.status).toBe('pending');
      other.close();
    }
  });
});

describe('rows from the server', () => {
  const initial = (): { initialJobs: Job[]; initialSeq: number; initialEpoch: string } => ({
    initialJobs: [...server.jobs.values()],
    initialSeq: server.seq(),
    initialEpoch: server.epoch,
  });

  it('are shown at once, and followed from where they were read', async () => {
    const job = server.create();
    const first = initial();
    server.move(job.id, 'running');
    const late = server.create();
    const tab = browser.open(first);
    expect(tab.client.getJob(job.id)).toMatchObject({ status: 'pending', stale: false });
    await eventually(() => tab.client.getJob(late.id));
    expect(tab.client.getJob(job.id)?.status).toBe('running');
    expect(server.auths[0]).toMatchObject({ epoch: 'first', seq: 1 });
  });

  it('do not hide an ending that this browser has not been told yet', async () => {
    const tab = await openLive();
    const known = server.create();
    await eventually(() => tab.client.getJob(known.id));
    tab.close();
    server.move(known.id, 'completed', { result: 1 });
    const unknown = server.create();
    server.move(unknown.id, 'completed', { result: 2 });
    const next = browser.open(initial());
    const seen = record(next);
    await eventually(() => seen.endings.length === 2);
    expect(seen.endings.map((ending) => ending.id)).toEqual([known.id, unknown.id]);
    await eventually(() => isLive(next));
    expect(seen.endings).toHaveLength(2);
  });

  it('tell no endings to a browser that is new here', async () => {
    const job = server.create();
    server.move(job.id, 'completed', { result: 1 });
    for (const options of [initial(), {}]) {
      const other = createBrowser(server.url);
      const tab = other.open(options);
      const seen = record(tab);
      await eventually(() => isLive(tab));
      expect(tab.client.getJob(job.id)?.status).toBe('completed');
      expect(seen.endings).toEqual([]);
      other.close();
    }
  });
});
