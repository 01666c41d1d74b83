import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attention } from '#hooks/client/environment';
import { noticesOf } from '#hooks/client/job-notices';
import { claimsOf } from '#hooks/client/terminal-claims';
import type { JobNotice } from '#hooks/jobs-api';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { isLive } from './support/recorder';
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

interface Shown {
  tab: Tab;
  notices: JobNotice[];
}
const show = async (...attentions: Attention[]): Promise<Shown[]> => {
  const all = attentions.map((attention) => {
    const tab = browser.open({ attention });
    const notices: JobNotice[] = [];
    noticesOf(tab.client).listen((notice) => notices.push(notice));
    return { tab, notices };
  });
  await eventually(() => all.every(({ tab }) => isLive(tab)));
  return all;
};
const total = (all: Shown[]) => all.reduce((sum, { notices }) => sum + notices.length, 0);
const end = (count: number) => {
  const jobs = Array.from({ length: count }, () => server.create());
  for (const job of jobs) server.move(job.id, 'completed', { result: job.id });
  return jobs;
};

it.each([
  ['with Web Locks', {}],
  ['without', { secure: false }],
  ['without locks and database', { secure: false, database: false }],
])('pitfall 19: a hundred endings in five tabs make a hundred notices, %s', async (_, kind) => {
  browser = createBrowser(server.url, kind);
  const all = await show('focused', 'visible', 'visible', 'hidden', 'hidden');
  end(100);
  await eventually(() => total(all) >= 100);
  await eventually(() => all.every(({ tab }) => tab.client.getJobs().length === 100));
  // The hidden tabs' turn comes last; after it nothing more can come.
  const settled = Date.now();
  await eventually(() => Date.now() > settled + 500);
  const keys = all.flatMap(({ notices }) => notices.map((notice) => notice.key));
  expect(keys).toHaveLength(100);
  expect(new Set(keys).size).toBe(100);
});

it.each([
  ['with Web Locks', true],
  ['without', false],
])('pitfall 19: storage that shows late in other tabs doubles nothing, %s', async (_, secure) => {
  browser = createBrowser(server.url, { secure, storageLagMs: 600 });
  const all = await show('focused', 'visible', 'visible', 'hidden', 'hidden');
  end(50);
  await eventually(() => all.every(({ tab }) => tab.client.getJobs().length === 50));
  const settled = Date.now();
  await eventually(() => Date.now() > settled + 600);
  const keys = all.flatMap(({ notices }) => notices.map((notice) => notice.key));
  expect(keys).toHaveLength(50);
  expect(new Set(keys).size).toBe(50);
});

it('leaves an ending to the tab in focus', async () => {
  const all = await show('hidden', 'visible', 'focused');
  end(10);
  await eventually(() => total(all) === 10);
  expect(all.map(({ notices }) => notices.length)).toEqual([0, 0, 10]);
  expect(all[2]?.notices[0]).toMatchObject({ kind: 'completed', visible: true });
});

it('brings the large result along', async () => {
  server.faults.omitResults = true;
  const all = await show('focused');
  const [job] = end(1);
  await eventually(() => total(all) === 1);
  expect(all[0]?.notices[0]?.job.result).toBe(job?.id);
});

it('is silent about jobs that asked for no toast', async () => {
  const all = await show('focused');
  const client = all[0]?.tab.client;
  const handle = await client?.createJob(
    { type: 'career-insights', domain: 'law' },
    { toast: false },
  );
  server.move(handle?.id ?? '', 'completed', { result: 1 });
  end(1);
  await eventually(() => total(all) === 1);
  expect(all[0]?.notices[0]?.job.id).not.toBe(handle?.id);
});

it('leaves endings to the others in a tab that shows none', async () => {
  const quiet = browser.open({ attention: 'focused' });
  const all = await show('visible');
  await eventually(() => isLive(quiet));
  end(3);
  await eventually(() => total(all) === 3);
});

it('hands on what a tab had won and not shown when it died, and nothing that a living one is about to show', async () => {
  const [dying, heir] = await show('focused', 'visible');
  if (!dying || !heir) throw new Error('two tabs were opened');
  const [first, second] = [claimsOf(dying.tab.client), claimsOf(heir.tab.client)];
  expect(await first.claim('a:1:completed')).toBe(true);
  expect(await first.claim('b:1:completed')).toBe(true);
  first.told('b:1:completed');
  expect(await second.takeAway()).toEqual([]);
  // As a browser does with the locks of a tab that is gone.
  for (const id of ['a', 'b']) {
    const name = `jobwire:claims:${dying.tab.client.key}:${id}:1:completed`;
    await browser.locks?.request(name, { steal: true }, async () => {});
  }
  expect(await second.takeAway()).toEqual(['a:1:completed']);
  expect(await second.takeAway()).toEqual([]);
  // The heir has it in hand now, and says it could not be shown.
  expect(await first.takeAway()).toEqual([]);
  second.leave('a:1:completed');
  expect(await first.takeAway()).toEqual(['a:1:completed']);
  first.told('a:1:completed');
  expect(await second.takeAway()).toEqual([]);
});

it('without locks and with storage that shows late hands out once what nobody saw', async () => {
  browser = createBrowser(server.url, { secure: false, storageLagMs: 600 });
  const all = await show('focused', 'visible', 'hidden');
  const [first, second, third] = all.map(({ tab }) => claimsOf(tab.client));
  if (!first || !second || !third) throw new Error('three tabs were opened');
  expect(await third.claim('a:1:completed', true)).toBe(true);
  let found: string[] = [];
  await eventually(async () => {
    found = (await Promise.all([first.takeAway(), second.takeAway()])).flat();
    return found.length > 0;
  });
  expect(found).toEqual(['a:1:completed']);
});

it('says when the server has lost a job', async () => {
  const all = await show('focused');
  const job = server.create();
  await eventually(() => all[0]?.tab.client.getJob(job.id));
  server.jobs.delete(job.id);
  server.epoch = 'second';
  server.cut();
  await eventually(() => total(all) === 1);
  expect(all[0]?.notices[0]).toMatchObject({ kind: 'lost', job: { id: job.id } });
});

describe('while nobody looks', () => {
  it('keeps endings for the first tab that comes into view, and for no other', async () => {
    const all = await show('hidden', 'hidden');
    const jobs = end(3);
    await eventually(() => total(all) === 3);
    expect(all.flatMap(({ notices }) => notices).every((notice) => !notice.visible)).toBe(true);
    for (const { tab } of all) {
      tab.attention = 'visible';
      tab.fire('visibilitychange');
    }
    const away = () => all.flatMap(({ tab }) => noticesOf(tab.client).getAway());
    await eventually(() => away().length === 3);
    expect(new Set(away().map((notice) => notice.job.id))).toEqual(
      new Set(jobs.map((job) => job.id)),
    );
    expect(all.map(({ tab }) => noticesOf(tab.client).getAway().length).sort()).toEqual([0, 3]);
    for (const { tab } of all) noticesOf(tab.client).clearAway();
    expect(away()).toEqual([]);
  });

  it('keeps them over a refresh', async () => {
    const [hidden] = (await show('hidden')) as [Shown];
    const [job] = end(1);
    await eventually(() => hidden.notices.length === 1);
    hidden.tab.close();
    const [next] = (await show('focused')) as [Shown];
    await eventually(() => noticesOf(next.tab.client).getAway().length === 1);
    expect(noticesOf(next.tab.client).getAway()[0]).toMatchObject({
      kind: 'completed',
      job: { id: job?.id, result: job?.id },
    });
    expect(next.notices).toEqual([]);
  });

  it('hands over what ended while no page was open', async () => {
    const [first] = (await show('focused')) as [Shown];
    const job = server.create();
    await eventually(() => first.tab.client.getJob(job.id));
    first.tab.close();
    server.move(job.id, 'failed', { error: { code: 'timeout', message: 'slow', retryable: true } });
    const [next, other] = (await show('focused', 'visible')) as [Shown, Shown];
    await eventually(() => noticesOf(next.tab.client).getAway().length === 1);
    expect(noticesOf(next.tab.client).getAway()[0]).toMatchObject({
      kind: 'failed',
      meta: { replayed: true },
    });
    expect(noticesOf(other.tab.client).getAway()).toEqual([]);
  });

  it('shows after a refresh what was not shown yet when the page went', async () => {
    const [first] = (await show('visible')) as [Shown];
    const job = server.create();
    await eventually(() => first.tab.client.getJob(job.id));
    server.move(job.id, 'failed', { error: { code: 'timeout', message: 'slow', retryable: true } });
    // Gone within the 60 ms that a tab out of focus waits.
    await new Promise<void>((resolve) => {
      first.tab.client.onEvent({
        onTerminal() {
          first.tab.suspend();
          first.tab.close();
          resolve();
          return true;
        },
      });
    });
    const [next] = (await show('focused')) as [Shown];
    await eventually(() => noticesOf(next.tab.client).getAway().length === 1);
    expect(noticesOf(next.tab.client).getAway()[0]?.job).toMatchObject({
      status: 'failed',
      error: { code: 'timeout' },
    });
  });

  it('shows nothing twice over refreshes', async () => {
    const [first] = (await show('focused')) as [Shown];
    const jobs = end(5);
    await eventually(() => first.notices.length === jobs.length);
    first.tab.fire('pagehide');
    const hint = `jobwire:hint:${server.url}|ada`;
    const known = JSON.parse(browser.storage.getItem(hint) ?? '{}');
    // As if the page had died before it could write how far it was.
    browser.storage.setItem(hint, JSON.stringify({ ...known, seq: 0 }));
    first.tab.close = () => {};
    const [next] = (await show('focused')) as [Shown];
    await eventually(() => next.tab.client.getJobs().length === 5);
    const live = end(1);
    await eventually(() => next.notices.length === 1);
    expect(next.notices[0]?.job.id).toBe(live[0]?.id);
    expect(noticesOf(next.tab.client).getAway()).toEqual([]);
  });
});

it.each([
  ['not a claim', '{'],
  ['of no time', 'x y'],
  ['empty', ''],
  ['far in the past', '1 another-tab'],
])('survives a claim in storage that is %s', async (_, claim) => {
  const all = await show('focused');
  const job = server.create();
  browser.storage.setItem(`jobwire:claims:${server.url}|ada:${job.id}:0:completed`, claim);
  server.move(job.id, 'completed', { result: 1 });
  await eventually(() => total(all) === 1);
});

it('keeps 500 claims of the last hour', async () => {
  const prefix = `jobwire:claims:${server.url}|ada:`;
  for (let index = 0; index < 600; index++) {
    browser.storage.setItem(`${prefix}job-${index}`, `${Date.now() - index} another-tab`);
  }
  browser.storage.setItem(`${prefix}old`, `${Date.now() - 3_700_000} another-tab`);
  await show('focused');
  const kept = Object.keys(browser.storage).filter((name) => name.startsWith(prefix));
  expect(kept).toHaveLength(500);
  expect(kept).not.toContain(`${prefix}old`);
  expect(kept).not.toContain(`${prefix}job-599`);
});

it('gives the same answer to every callback of the tab that has an event, and no to other tabs', async () => {
  const [first, second] = (await show('visible', 'visible')) as [Shown, Shown];
  const answers = await Promise.all([
    claimsOf(first.tab.client).claim('x'),
    claimsOf(first.tab.client).claim('x'),
    claimsOf(second.tab.client).claim('x'),
  ]);
  expect([answers[0], answers[2]].sort()).toEqual([false, true]);
  expect(answers[0]).toBe(answers[1]);
});
