import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { backoffMs } from '#hooks/client/feed-connection';
import { createPolling, type PollingOptions } from '#hooks/client/polling';
import { RequestError } from '#hooks/client/request-error';
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
  vi.useRealTimers();
  browser.close();
  await server.stop();
});

it('keeps everything moving while no socket can be had', async () => {
  server.faults.refuse = 'too_many_connections';
  const job = server.create();
  const tab = browser.open();
  const seen = record(tab);
  tab.client.subscribeJobs(() => {});
  await eventually(() => tab.client.getConnection().status === 'polling');
  server.move(job.id, 'running');
  server.progress(job.id, 35);
  await eventually(() => tab.client.getJob(job.id)?.progress.percent === 35);
  server.move(job.id, 'completed', { result: 'done' });
  await eventually(() => seen.endings.length === 1);
  expect(seen.endings[0]).toMatchObject({ replayed: false, job: { result: 'done' } });
  const handle = await tab.client.createJob({ type: 'career-insights', domain: 'law' });
  await handle.cancel();
  expect(tab.client.getJob(handle.id)?.status).toBe('cancelled');
});

it('pitfall 5: asks for nothing once it is live, whatever has ended', async () => {
  const job = server.create();
  const tab = browser.open();
  tab.client.subscribeJobs(() => {});
  await eventually(() => isLive(tab));
  server.move(job.id, 'completed');
  await eventually(() => tab.client.getJob(job.id)?.status === 'completed');
  const before = new Map(server.counts.requests);
  const ended = Date.now();
  await eventually(() => Date.now() > ended + 2_500);
  expect(server.counts.requests).toEqual(before);
});

const polling = (options: Partial<PollingOptions> = {}) => {
  const pull = vi.fn(async () => {});
  const state = { attention: 'visible' as 'visible' | 'hidden', busy: false, wanted: true };
  const made = createPolling({
    env: { attention: () => state.attention } as PollingOptions['env'],
    pull,
    isBusy: () => state.busy,
    isWanted: () => state.wanted,
    onAnswer: () => {},
    onFailure: () => {},
    ...options,
  });
  return { ...made, pull: (options.pull as typeof pull) ?? pull, state };
};

it('pitfall 5: stops with nobody looking and no live job', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const { start, stop, pull, state } = polling();
  state.wanted = false;
  start();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(pull).toHaveBeenCalledTimes(0);
  state.busy = true;
  await vi.advanceTimersByTimeAsync(40_000);
  expect(pull.mock.calls.length).toBeGreaterThan(5);
  stop();
});

it('asks every 2 s with live jobs, every 15 s without, every 30 s in a hidden tab', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const { start, stop, pull, state } = polling();
  start();
  const during = async (ms: number) => {
    pull.mockClear();
    await vi.advanceTimersByTimeAsync(ms);
    return pull.mock.calls.length;
  };
  expect(await during(150_000)).toBeGreaterThanOrEqual(8);
  expect(await during(150_000)).toBeLessThanOrEqual(13);
  state.busy = true;
  await during(20_000);
  expect(await during(60_000)).toBeGreaterThanOrEqual(25);
  state.attention = 'hidden';
  await during(5_000);
  expect(await during(300_000)).toBeLessThanOrEqual(13);
  stop();
});

it('waits as long as the server says, and stops when signed out', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  let failure = new RequestError('rate_limited', '', {
    retryable: true,
    status: 429,
    retryAfterMs: 60_000,
  });
  const pull = vi.fn(async () => {
    throw failure;
  });
  const { start, nudge } = polling({ pull, isBusy: () => true });
  start();
  await vi.advanceTimersByTimeAsync(59_000);
  nudge();
  expect(pull).toHaveBeenCalledTimes(1);
  failure = new RequestError('unauthorized', '', { status: 401 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(pull).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(pull).toHaveBeenCalledTimes(2);
});

it('backs off on errors and on answers that are no answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const pull = vi.fn(async () => {
    throw new RequestError('bad_answer', '', { retryable: true });
  });
  const { start, stop } = polling({ pull, isBusy: () => true });
  start();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(pull.mock.calls.length).toBeLessThan(10);
  expect(pull.mock.calls.length).toBeGreaterThan(3);
  stop();
});

it('honours Retry-After and survives HTML over the wire', async () => {
  server.faults.token = { status: 429, retryAfter: '30', body: '<html>slow down</html>' };
  server.faults.feed = { status: 200, body: '<html>hello</html>' };
  const tab = browser.open();
  tab.client.subscribeJobs(() => {});
  await eventually(() => server.requested('/api/feed') > 0);
  expect(tab.client.getConnection().status).toBe('offline');
  server.faults.token = null;
  server.faults.feed = null;
  tab.fire('focus');
  await eventually(() => isLive(tab));
});

it('never gives up: pauses of 0.5 s double to the ceiling, half to one and a half times as long', () => {
  for (let attempt = 1; attempt < 40; attempt++) {
    const middle = Math.min(10_000, 500 * 2 ** (attempt - 1));
    for (let round = 0; round < 20; round++) {
      const pause = backoffMs(attempt, 10_000);
      expect(pause).toBeGreaterThanOrEqual(middle * 0.5);
      expect(pause).toBeLessThanOrEqual(middle * 1.5);
    }
  }
});
