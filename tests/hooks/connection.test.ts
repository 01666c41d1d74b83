import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { isLive, record } from './support/recorder';
import { type Browser, createBrowser } from './support/tab';

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

it('shows what the server has once it is live, and follows it', async () => {
  const job = server.create();
  const tab = browser.open();
  await eventually(() => isLive(tab));
  expect(tab.client.getJob(job.id)?.status).toBe('pending');
  server.move(job.id, 'running');
  await eventually(() => tab.client.getJob(job.id)?.status === 'running');
  server.progress(job.id, 40, 'Scoring');
  await eventually(() => tab.client.getJob(job.id)?.progress.percent === 40);
  server.move(job.id, 'completed', { result: { title: 'Nurse' } });
  await eventually(() => tab.client.getJob(job.id)?.status === 'completed');
  expect(tab.client.getJob(job.id)?.progress.percent).toBe(100);
  expect(tab.client.getJob(job.id)?.result).toEqual({ title: 'Nurse' });
});

it('pitfall 4: a cut connection ends no job', async () => {
  const job = server.create();
  const tab = browser.open();
  const seen = record(tab);
  await eventually(() => isLive(tab));
  server.move(job.id, 'running');
  server.progress(job.id, 50);
  await eventually(() => tab.client.getJob(job.id)?.status === 'running');
  server.cut();
  await eventually(() => !isLive(tab));
  await eventually(() => isLive(tab));
  expect(seen.endings).toEqual([]);
  expect(tab.client.getJob(job.id)?.status).toBe('running');
});

it('pitfall 8: letting go twice, and stopping twice, is silent', async () => {
  const tab = browser.open();
  await eventually(() => isLive(tab));
  tab.release();
  tab.release();
  const again = tab.client.retain();
  expect(isLive(tab)).toBe(true);
  tab.client.logout();
  tab.client.logout();
  again();
  again();
  expect(tab.client.getJobs()).toEqual([]);
  await eventually(() => server.sockets() === 0);
});

it('pitfall 9: a token that ran out while the machine slept is replaced before the next attempt', async () => {
  server.faults.tokenLifeMs = 400;
  const tab = browser.open();
  await eventually(() => isLive(tab));
  tab.fire('freeze');
  await eventually(() => server.sockets() === 0);
  const slept = Date.now();
  await eventually(() => Date.now() > slept + server.faults.tokenLifeMs);
  tab.fire('resume');
  await eventually(() => isLive(tab));
  expect(server.counts.refused).toBe(0);
  expect(new Set(server.auths.map((auth) => auth.token)).size).toBe(server.auths.length);
});

it('pitfall 9: a refused token is not shown again, and the next one is had at once', async () => {
  const tab = browser.open();
  await eventually(() => isLive(tab));
  server.faults.refuse = 'token_expired';
  server.cut();
  await eventually(() => server.counts.refused > 0);
  expect(tab.client.getConnection().error?.kind).not.toBe('protocol');
  server.faults.refuse = null;
  await eventually(() => isLive(tab));
  // The first handshake and the first refusal had the same token, which looked good until then.
  const tokens = server.auths.slice(1).map((auth) => auth.token);
  expect(new Set(tokens).size).toBe(tokens.length);
});

it('pitfall 9: a socket the server closed comes back with a new token', async () => {
  const tab = browser.open();
  await eventually(() => isLive(tab));
  server.kick();
  await eventually(() => server.counts.handshakes === 2);
  await eventually(() => isLive(tab));
  expect(server.requested('/api/socket-token')).toBe(2);
});

it('renews the token under the live socket when the server says that it ends soon', async () => {
  const tab = browser.open();
  await eventually(() => isLive(tab));
  server.emit('auth:expiring', { expiresAt: Date.now() + 60_000 });
  await eventually(() => server.requested('auth:refresh') === 1);
  expect(server.counts.handshakes).toBe(1);
});

it('pitfall 10: a token route that fails three times keeps nobody out', async () => {
  server.faults.token = { status: 503 };
  const tab = browser.open();
  await eventually(() => server.requested('/api/socket-token') >= 3, 15_000);
  expect(tab.client.getConnection().error?.kind).toBe('server');
  server.faults.token = null;
  await eventually(() => isLive(tab), 15_000);
});

it('pitfall 10: signed out is a state to come back from, and is no network failure', async () => {
  server.faults.token = { status: 401 };
  server.faults.feed = { status: 401 };
  const tab = browser.open();
  await eventually(() => tab.client.getConnection().phase === 'auth');
  expect(tab.client.getConnection().error).toMatchObject({ kind: 'auth', code: 'unauthorized' });
  server.faults.token = null;
  server.faults.feed = null;
  tab.fire('focus');
  await eventually(() => isLive(tab));
  expect(tab.client.getConnection().error).toBeUndefined();
});

it('pitfall 12: an attempt that nobody answers is given up and made again', {
  timeout: 30_000,
}, async () => {
  server.faults.silent = true;
  const tab = browser.open();
  await eventually(() => tab.client.getConnection().error?.code === 'timeout', 12_000);
  server.faults.silent = false;
  await eventually(() => isLive(tab));
});

it.each(['online', 'focus', 'pageshow', 'visibilitychange'])(
  'pitfall 12: %s tries again at once',
  async (wake) => {
    server.faults.token = { status: 503 };
    const tab = browser.open();
    // Long enough that the next attempt is seconds away.
    await eventually(() => tab.client.getConnection().attempt >= 3, 15_000);
    const { nextRetryAt = 0 } = tab.client.getConnection();
    server.faults.token = null;
    tab.fire(wake);
    await eventually(() => isLive(tab));
    expect(Date.now()).toBeLessThan(nextRetryAt);
  },
);

it('pitfall 12: says offline while the browser has no network, and is live soon after it is back', async () => {
  const tab = browser.open();
  await eventually(() => isLive(tab));
  tab.online = false;
  tab.fire('offline');
  expect(tab.client.getConnection().status).toBe('offline');
  server.cut();
  tab.online = true;
  tab.fire('online');
  await eventually(() => isLive(tab));
});

it('pitfall 13: events that came while the socket server was gone are neither lost nor doubled', async () => {
  const jobs = Array.from({ length: 20 }, () => server.create());
  const tab = browser.open();
  const seen = record(tab);
  await eventually(() => isLive(tab));
  for (const [index, job] of jobs.entries()) {
    server.move(job.id, 'running');
    if (index % 5 === 0) server.cut();
    server.move(job.id, 'completed', { result: index });
  }
  await eventually(() => seen.endings.length === 20);
  expect(new Set(seen.endings.map((ending) => ending.id)).size).toBe(20);
  expect(seen.endings.map((ending) => ending.job.result)).toEqual(jobs.map((_, index) => index));
  expect(seen.endings.every((ending) => !ending.replayed)).toBe(true);
});

it('pitfall 14: dropped events are seen to be missing and are fetched', async () => {
  let count = 0;
  server.faults.dropEvent = () => ++count % 10 === 3;
  const tab = browser.open();
  const seen = record(tab);
  await eventually(() => isLive(tab));
  const jobs = Array.from({ length: 30 }, () => server.create());
  for (const job of jobs) {
    server.move(job.id, 'running');
    server.move(job.id, 'completed');
  }
  const last = server.create();
  await eventually(() => tab.client.getJob(last.id));
  expect(seen.endings.map((ending) => ending.id)).toEqual(jobs.map((job) => job.id));
  await eventually(() => isLive(tab));
  expect(server.counts.handshakes).toBe(1);
});

it('pitfall 14: a foreign epoch replaces everything by a snapshot, and no ending is passed over', async () => {
  const ended = server.create();
  const lives = server.create();
  const gone = server.create();
  const tab = browser.open();
  const seen = record(tab);
  await eventually(() => isLive(tab));
  server.epoch = 'second';
  server.faults.dropEvent = () => true;
  server.move(ended.id, 'failed', {
    error: { code: 'timeout', message: 'too slow', retryable: true },
  });
  server.jobs.delete(gone.id);
  server.faults.dropEvent = null;
  server.cut();
  await eventually(() => seen.lost.length === 1);
  expect(seen.lost).toEqual([gone.id]);
  expect(tab.client.getJob(gone.id)).toBeUndefined();
  expect(seen.endings.map(({ id, status }) => [id, status])).toEqual([[ended.id, 'failed']]);
  expect(tab.client.getJob(lives.id)?.status).toBe('pending');
  await eventually(() => isLive(tab));
});

it('pitfall 14: a live job that the snapshot leaves out but the server knows stays', async () => {
  const job = server.create();
  const tab = browser.open();
  const seen = record(tab);
  await eventually(() => isLive(tab));
  server.emit('resync', { epoch: 'third', seq: 7, jobs: [] });
  await eventually(() => server.requested(`/api/jobs/${encodeURIComponent(job.id)}`) === 1);
  expect(tab.client.getJob(job.id)?.status).toBe('pending');
  expect(seen.lost).toEqual([]);
});

it('survives garbage on the socket', async () => {
  const job = server.create();
  const tab = browser.open();
  await eventually(() => isLive(tab));
  server.move(job.id, 'running');
  await eventually(() => tab.client.getJob(job.id)?.status === 'running');
  for (const garbage of [null, 7, 'x', [], {}, { seq: 'x' }, { jobId: job.id }]) {
    for (const event of ['job:progress', 'job:log', 'job:chunk', 'resync', 'hello', 'job:event']) {
      server.emit(event, garbage);
    }
  }
  const absurd = { jobId: job.id, attempt: 1, after: 1, message: 5 };
  for (const percent of [Number.NaN, -1, 1e9, '50', null]) {
    server.emit('job:progress', { ...absurd, at: Date.now(), percent });
  }
  server.progress(job.id, 60);
  await eventually(() => tab.client.getJob(job.id)?.progress.message === 'at 60');
  expect(tab.client.getJob(job.id)?.progress.percent).toBe(99);
  server.move(job.id, 'completed');
  await eventually(() => tab.client.getJob(job.id)?.status === 'completed');
  await eventually(() => isLive(tab));
});

it('asks for a reload when the server speaks another version', async () => {
  const tab = browser.open();
  await eventually(() => isLive(tab));
  server.emit('hello', { v: 2, epoch: 'first', seq: 0, heartbeatMs: 1000, serverTime: Date.now() });
  await eventually(() => tab.client.getConnection().error?.kind === 'protocol');
  expect(tab.client.getConnection().error?.code).toBe('wire_version');
});
