import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const roleOf = (tab: Tab) => tab.client.getConnection().role;
const openMany = (count: number) => Array.from({ length: count }, () => browser.open());
const leaderOf = (tabs: Tab[]) => tabs.filter((tab) => roleOf(tab) === 'leader');

it('pitfall 2: five tabs share one connection, and all of them see everything', async () => {
  const tabs = openMany(5);
  await eventually(() => tabs.every(isLive));
  expect(leaderOf(tabs)).toHaveLength(1);
  expect(tabs.map((tab) => tab.loads()).sort()).toEqual([0, 0, 0, 0, 1]);
  const job = server.create();
  server.move(job.id, 'running');
  await eventually(() => tabs.every((tab) => tab.client.getJob(job.id)?.status === 'running'));
  server.progress(job.id, 30);
  await eventually(() => tabs.every((tab) => tab.client.getJob(job.id)?.progress.percent === 30));
  expect(server.counts.handshakes).toBe(1);
});

it('pitfall 2: without a socket only the leader polls', async () => {
  server.faults.refuse = 'origin_refused';
  // With a live job the pause is 2 s.
  server.create();
  const tabs = openMany(10);
  for (const tab of tabs) tab.client.subscribeJobs(() => {});
  await eventually(() => tabs.every((tab) => tab.client.getConnection().status === 'polling'));
  const job = server.create();
  await eventually(() => tabs.every((tab) => tab.client.getJob(job.id)), 20_000);
  expect(server.requested('/api/feed')).toBeLessThan(10);
});

it('pitfall 11: five tabs whose token ends fetch one new token', async () => {
  server.faults.tokenLifeMs = 2_000;
  const tabs = openMany(5);
  await eventually(() => tabs.every(isLive));
  expect(server.requested('/api/socket-token')).toBe(1);
  server.emit('auth:expiring', { expiresAt: Date.now() + 1_000 });
  await eventually(() => server.requested('auth:refresh') === 1);
  expect(server.requested('/api/socket-token')).toBe(2);
});

it('pitfall 15: twelve tabs opened at once elect one leader', async () => {
  const tabs = openMany(12);
  await eventually(() => tabs.every(isLive));
  expect(leaderOf(tabs)).toHaveLength(1);
  expect(server.sockets()).toBe(1);
  expect(server.counts.handshakes).toBe(1);
});

it('hands over when the leader closes, and misses nothing in between', async () => {
  const first = browser.open();
  await eventually(() => isLive(first));
  const second = browser.open();
  const seen = record(second);
  await eventually(() => roleOf(second) === 'follower' && isLive(second));
  const job = server.create();
  await eventually(() => second.client.getJob(job.id));
  first.close();
  server.move(job.id, 'completed', { result: 1 });
  await eventually(() => roleOf(second) === 'leader' && isLive(second));
  await eventually(() => seen.endings.length === 1);
  await eventually(() => server.sockets() === 1);
});

it('pitfall 16: gives the connection up when the browser freezes it or puts it away', async () => {
  for (const [away, back] of [
    ['freeze', 'resume'],
    ['pagehide', 'pageshow'],
  ] as const) {
    const [first, second] = openMany(2) as [Tab, Tab];
    await eventually(() => isLive(first) && isLive(second));
    const [leader, other] = roleOf(first) === 'leader' ? [first, second] : [second, first];
    leader.fire(away);
    await eventually(() => roleOf(other) === 'leader' && isLive(other));
    leader.fire(back);
    await eventually(() => roleOf(leader) === 'follower' && isLive(leader));
    expect(server.sockets()).toBe(1);
    browser.close();
  }
});

it('pitfall 16: a leader that has fallen silent is replaced, and steps down when it comes to', {
  timeout: 40_000,
}, async () => {
  const [first, second] = openMany(2) as [Tab, Tab];
  await eventually(() => isLive(first) && isLive(second));
  const [zombie, other] = roleOf(first) === 'leader' ? [first, second] : [second, first];
  // Its scripts stand still: it holds the lock, and neither speaks nor hears.
  zombie.suspend();
  await eventually(() => roleOf(other) === 'leader', 12_000);
  await eventually(() => isLive(other));
  zombie.thaw();
  await eventually(() => roleOf(zombie) === 'follower');
  await eventually(() => server.sockets() === 1);
  const job = server.create();
  await eventually(() => zombie.client.getJob(job.id) && other.client.getJob(job.id));
});

it('pitfall 17: without Web Locks every tab is on its own, relays nothing, and doubles nothing', async () => {
  browser.close();
  browser = createBrowser(server.url, { secure: false });
  const tabs = openMany(3);
  const seen = tabs.map(record);
  await eventually(() => tabs.every(isLive));
  expect(tabs.map(roleOf)).toEqual(['solo', 'solo', 'solo']);
  expect(server.sockets()).toBe(3);
  const jobs = Array.from({ length: 20 }, () => server.create());
  for (const job of jobs) server.move(job.id, 'completed');
  await eventually(() => seen.every((one) => one.endings.length >= 20));
  for (const one of seen) {
    expect(one.endings.map((ending) => ending.id)).toEqual(jobs.map((job) => job.id));
  }
});

it('pitfall 18: a new tab takes over what the others know, and resets none of them', async () => {
  const old = browser.open();
  await eventually(() => isLive(old));
  const job = server.create();
  server.move(job.id, 'running');
  await eventually(() => old.client.getJob(job.id)?.status === 'running');
  server.progress(job.id, 70);
  await eventually(() => old.client.getJob(job.id)?.progress.percent === 70);
  const requests = [...server.counts.requests.values()].reduce((sum, count) => sum + count, 0);
  const seen: (number | null | undefined)[] = [];
  old.client.subscribeJob(job.id, () => seen.push(old.client.getJob(job.id)?.progress.percent));
  const fresh = browser.open();
  await eventually(() => fresh.client.getJob(job.id)?.progress.percent === 70);
  expect(fresh.client.getJob(job.id)?.stale).toBe(false);
  expect([...server.counts.requests.values()].reduce((sum, count) => sum + count, 0)).toBe(
    requests,
  );
  expect(seen.every((percent) => percent === 70)).toBe(true);
});

it('pitfall 18: a follower with a hole in its events asks the leader and is whole again', async () => {
  const [first, second] = openMany(2) as [Tab, Tab];
  await eventually(() => isLive(first) && isLive(second));
  const follower = roleOf(first) === 'follower' ? first : second;
  follower.deaf = true;
  const missed = server.create();
  const leader = follower === first ? second : first;
  await eventually(() => leader.client.getJob(missed.id));
  follower.deaf = false;
  const next = server.create();
  await eventually(() => follower.client.getJob(missed.id) && follower.client.getJob(next.id));
});

it('tells which jobs were started in this tab, in another one, and elsewhere', async () => {
  const [here, there] = openMany(2) as [Tab, Tab];
  await eventually(() => isLive(here) && isLive(there));
  const request = { type: 'career-insights', domain: 'nursing' } as const;
  const { id } = await here.client.createJob(request, { title: 'Nursing' });
  const elsewhere = server.create();
  await eventually(() => there.client.getJob(id) && there.client.getJob(elsewhere.id));
  expect(here.client.getJob(id)).toMatchObject({
    origin: 'this-tab',
    title: 'Nursing',
    input: { domain: 'nursing' },
  });
  expect(there.client.getJob(id)).toMatchObject({ origin: 'other-tab', title: 'Nursing' });
  expect(there.client.getJob(id)?.input).toBeUndefined();
  expect(there.client.getJob(elsewhere.id)?.origin).toBe('other-device');
});

it('takes a finished row off the list in every tab, and leaves live ones', async () => {
  const tabs = openMany(2);
  await eventually(() => tabs.every(isLive));
  const ended = server.create();
  const lives = server.create();
  server.move(ended.id, 'cancelled');
  await eventually(() => tabs.every((tab) => tab.client.getJob(ended.id)?.status === 'cancelled'));
  tabs[0]?.client.dismissJob(ended.id);
  tabs[0]?.client.dismissJob(lives.id);
  await eventually(() => tabs.every((tab) => tab.client.getJobs().length === 1));
  server.epoch = 'second';
  server.cut();
  await eventually(() => server.counts.handshakes === 2 && tabs.every(isLive));
  for (const tab of tabs) expect(tab.client.getJobs().map((job) => job.id)).toEqual([lives.id]);
});

describe('signing out', () => {
  it('makes every tab forget at once, and leaves nothing in storage', async () => {
    const tabs = openMany(3);
    await eventually(() => tabs.every(isLive));
    const job = server.create();
    await eventually(() => tabs.every((tab) => tab.client.getJob(job.id)));
    tabs[0]?.fire('visibilitychange');
    server.faults.token = { status: 401 };
    server.faults.feed = { status: 401 };
    tabs[0]?.client.logout();
    await eventually(() => tabs.every((tab) => tab.client.getJobs().length === 0));
    await eventually(() => server.sockets() === 0);
    expect(Object.keys(browser.storage)).toEqual([]);
  });

  it("pitfall 24: the next person finds nothing of the last one's", async () => {
    const ada = browser.open();
    await eventually(() => isLive(ada));
    server.create();
    await eventually(() => ada.client.getJobs().length === 1);
    ada.close();
    expect(Object.keys(browser.storage)).toEqual([`jobwire:hint:${server.url}|ada`]);
    const bob = browser.open({ userId: 'bob' });
    await eventually(() => isLive(bob));
    expect(bob.client.getJobs()).toEqual([]);
    expect(Object.keys(browser.storage).filter((name) => name.includes('ada'))).toEqual([]);
  });
});
