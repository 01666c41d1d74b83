import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Attention } from '#hooks/client/environment';
import { noticesOf } from '#hooks/client/job-notices';
import type { JobNotice } from '#hooks/jobs-api';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { isLive } from './support/recorder';
import { type Browser, createBrowser, type Tab } from './support/tab';

let server: FeedServer;
let laptop: Browser;
let phone: Browser;
beforeEach(async () => {
  server = await startFeedServer();
  laptop = createBrowser(server.url);
  phone = createBrowser(server.url);
});
afterEach(async () => {
  laptop.close();
  phone.close();
  await server.stop();
});

const open = async (device: Browser, attention: Attention = 'focused') => {
  const tab = device.open({ attention });
  const notices: JobNotice[] = [];
  noticesOf(tab.client).listen((notice) => notices.push(notice));
  await eventually(() => isLive(tab));
  return {
    tab,
    notices,
    away: () =>
      noticesOf(tab.client)
        .getAway()
        .map(({ job }) => job.id),
  };
};
/** Opens the device's page, so that it knows the feed, and closes it again. */
const visit = async (device: Browser) => {
  const page = await open(device);
  await eventually(() => [...server.jobs.keys()].every((id) => page.tab.client.getJob(id)));
  page.tab.close();
};
const end = (jobId: string) => server.move(jobId, 'completed', { result: 1 });
const wake = (tab: Tab) => {
  tab.attention = 'focused';
  tab.fire('visibilitychange');
};

it('an ending shown on one device is not made up for on another', async () => {
  const shown = server.create();
  const missed = server.create();
  await visit(phone);
  const { notices, tab } = await open(laptop);
  end(shown.id);
  await eventually(() => notices.length === 1 && server.seen.has(shown.id));
  tab.close();
  end(missed.id);
  const later = await open(phone);
  await eventually(() => later.away().length === 1);
  expect(later.away()).toEqual([missed.id]);
  expect(server.seen.has(missed.id)).toBe(true);
});

it('an ending no tab could show is not taken for seen, until somebody comes back', async () => {
  const job = server.create();
  const hidden = await open(laptop, 'hidden');
  const other = await open(phone, 'hidden');
  end(job.id);
  await eventually(() => hidden.notices.length === 1 && other.notices.length === 1);
  expect(server.requested('/api/jobs/seen')).toBe(0);
  wake(hidden.tab);
  await eventually(() => hidden.away().length === 1);
  wake(other.tab);
  await eventually(() => server.requested('/api/jobs/seen') === 2);
  const asked = Date.now();
  await eventually(() => Date.now() > asked + 200);
  expect(other.away()).toEqual([]);
});

it('many endings are reported together', async () => {
  const jobs = Array.from({ length: 60 }, () => server.create());
  const { notices } = await open(laptop);
  for (const job of jobs) end(job.id);
  await eventually(() => notices.length === jobs.length && server.seen.size === jobs.length);
  expect(server.requested('/api/jobs/seen')).toBeLessThan(jobs.length / 2);
});

it.each([401, 500])('a server that answers %i hides nothing', async (status) => {
  server.faults.seen = { status };
  const job = server.create();
  await visit(phone);
  end(job.id);
  const later = await open(phone);
  await eventually(() => later.away().length === 1);
});
