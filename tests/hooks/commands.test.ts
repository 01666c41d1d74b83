import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '#hooks/client/request-error';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { isLive, record } from './support/recorder';
import { type Browser, createBrowser, type Tab } from './support/tab';

let server: FeedServer;
let browser: Browser;
let tab: Tab;
beforeEach(async () => {
  server = await startFeedServer();
  browser = createBrowser(server.url);
  tab = browser.open();
  await eventually(() => isLive(tab));
});
afterEach(async () => {
  browser.close();
  await server.stop();
});

const request = { type: 'career-insights', domain: 'nursing' } as const;
const only = () => tab.client.getJobs()[0];

describe('createJob', () => {
  it('shows the row at once, and as the same row once the server has the job', async () => {
    const call = tab.client.createJob(request, { title: 'Nursing', priority: 'high' });
    const key = only()?.key;
    expect(only()).toMatchObject({ status: 'creating', type: 'career-insights', title: 'Nursing' });
    const handle = await call;
    expect(tab.client.getJobs()).toHaveLength(1);
    expect(only()).toMatchObject({ id: handle.id, key, status: 'pending', origin: 'this-tab' });
  });

  it('pitfall 24: the event that comes before the answer makes no second row', async () => {
    server.faults.postDelayMs = 700;
    const lengths = new Set<number>();
    tab.client.subscribeJobs(() => lengths.add(tab.client.getJobs().length));
    const call = tab.client.createJob(request);
    const key = only()?.key;
    await eventually(() => only()?.status === 'pending');
    const early = only()?.id;
    const { id } = await call;
    expect(id).toBe(early);
    expect(only()?.key).toBe(key);
    expect([...lengths]).toEqual([1]);
  });

  it('gives the same handle to a second click with the same key', async () => {
    const first = tab.client.createJob(request, { idempotencyKey: 'click' });
    const second = tab.client.createJob(request, { idempotencyKey: 'click' });
    expect(await second).toBe(await first);
    expect(await tab.client.createJob(request, { idempotencyKey: 'click' })).toBe(await first);
    expect(server.requested('/api/jobs')).toBe(1);
  });

  it('rejects at once when offline, and leaves no row behind', async () => {
    tab.online = false;
    await expect(tab.client.createJob(request)).rejects.toMatchObject({ code: 'offline' });
    expect(tab.client.getJobs()).toEqual([]);
    expect(server.requested('/api/jobs')).toBe(0);
  });

  it('rejects with what the server refused, and takes the row away', async () => {
    const call = tab.client.createJob({ type: 'career-insights', domain: 'refused' });
    expect(only()?.status).toBe('creating');
    await expect(call).rejects.toBeInstanceOf(RequestError);
    await expect(call).rejects.toMatchObject({ code: 'invalid_input', status: 422 });
    expect(tab.client.getJobs()).toEqual([]);
  });

  it('sends again, with the same key, a request whose answer was lost', async () => {
    server.faults.loseAnswers = 1;
    server.faults.dropEvent = () => true;
    const { id } = await tab.client.createJob(request);
    expect(server.requested('/api/jobs')).toBe(2);
    expect(server.jobs.size).toBe(1);
    expect(tab.client.getJobs().map((job) => job.id)).toEqual([id]);
  });

  it('takes the event for an answer when no answer came', async () => {
    server.faults.loseAnswers = 9;
    const { id } = await tab.client.createJob(request);
    expect(server.jobs.has(id)).toBe(true);
    expect(server.jobs.size).toBe(1);
  });

  it('is given up by its signal', async () => {
    server.faults.postDelayMs = 2_000;
    server.faults.dropEvent = () => true;
    const abort = new AbortController();
    const call = tab.client.createJob(request, { signal: abort.signal });
    await eventually(() => server.requested('/api/jobs') === 1);
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    expect(tab.client.getJobs()).toEqual([]);
  });

  it('makes ids without randomUUID, whose order is the order of time', async () => {
    const { uuidV7 } = await import('#hooks/client/uuid-v7');
    const first = uuidV7();
    await eventually(
      () => Date.now() > Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16),
    );
    const second = uuidV7();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second > first).toBe(true);
  });
});

describe('result', () => {
  it('settles once, through a lost connection', async () => {
    const handle = await tab.client.createJob(request);
    const result = handle.result();
    server.move(handle.id, 'running');
    server.cut();
    server.move(handle.id, 'completed', { result: { answer: 42 } });
    expect(await result).toEqual({ answer: 42 });
    expect(await handle.result()).toEqual({ answer: 42 });
  });

  it('is fetched before anybody is given it when it is too large for an event', async () => {
    server.faults.omitResults = true;
    const handle = await tab.client.createJob(request);
    const result = handle.result();
    server.move(handle.id, 'completed', { result: 'large' });
    expect(await result).toBe('large');
    await eventually(() => String(tab.client.getJob(handle.id)?.result) === 'large');
  });

  it('rejects with the reason of a failure, and with an AbortError when cancelled', async () => {
    const failing = await tab.client.createJob(request);
    const cancelled = await tab.client.createJob(request);
    const outcomes = Promise.allSettled([failing.result(), cancelled.result()]);
    server.move(failing.id, 'failed', {
      error: { code: 'timeout', message: 'too slow', retryable: true },
    });
    await cancelled.cancel();
    const [first, second] = await outcomes;
    expect(first).toMatchObject({ reason: { code: 'timeout', message: 'too slow' } });
    expect(second).toMatchObject({ reason: { name: 'AbortError' } });
  });

  it('keeps the connection up while somebody waits for it', async () => {
    const handle = await tab.client.createJob(request);
    const result = handle.result();
    tab.release();
    const released = Date.now();
    await eventually(() => Date.now() > released + 2_200);
    server.move(handle.id, 'completed', { result: 'late' });
    expect(await result).toBe('late');
    await eventually(() => server.sockets() === 0);
  });
});

describe('cancelJob', () => {
  it('pitfall 22: is a request to the server, and works from another tab after a refresh', async () => {
    const handle = await tab.client.createJob(request);
    server.move(handle.id, 'running');
    await eventually(() => only()?.status === 'running');
    tab.close();
    const [refreshed, other] = [browser.open(), browser.open()];
    await eventually(() => isLive(refreshed) && isLive(other) && other.client.getJob(handle.id));
    const call = other.client.cancelJob(handle.id);
    expect(other.client.getJob(handle.id)?.status).toBe('cancelling');
    await call;
    expect(server.jobs.get(handle.id)?.status).toBe('cancelling');
    server.move(handle.id, 'cancelled');
    await eventually(() => refreshed.client.getJob(handle.id)?.status === 'cancelled');
  });

  it('says again what was before when the server refuses', async () => {
    const handle = await tab.client.createJob(request);
    server.move(handle.id, 'running');
    await eventually(() => only()?.status === 'running');
    server.faults.job = { status: 503 };
    await expect(tab.client.cancelJob(handle.id)).rejects.toMatchObject({ status: 503 });
    expect(only()?.status).toBe('running');
  });

  it('shows the ending when the job had ended already', async () => {
    const handle = await tab.client.createJob(request);
    server.faults.dropEvent = () => true;
    server.move(handle.id, 'completed', { result: 1 });
    await expect(handle.cancel()).rejects.toMatchObject({ code: 'already_finished' });
    expect(only()?.status).toBe('completed');
  });

  it('reaches a job that is still being created', async () => {
    server.faults.postDelayMs = 200;
    server.faults.dropEvent = () => true;
    const call = tab.client.createJob(request);
    await tab.client.cancelJob(only()?.id ?? '');
    const { id } = await call;
    expect(server.jobs.get(id)?.status).toBe('cancelled');
  });
});

it('starts a job that pauses before its next attempt, and says when it no longer waits', async () => {
  const { id } = await tab.client.createJob(request);
  server.move(id, 'retrying');
  await eventually(() => only()?.status === 'retrying');
  await tab.client.startNow(id);
  expect(only()?.status).toBe('pending');
  await expect(tab.client.startNow(id)).rejects.toMatchObject({ code: 'not_waiting', status: 409 });
});

it('retries as another job, which keeps the title', async () => {
  const handle = await tab.client.createJob(request, { title: 'Nursing' });
  server.move(handle.id, 'failed', {
    error: { code: 'timeout', message: 'too slow', retryable: true },
  });
  await eventually(() => only()?.status === 'failed');
  const [first, second] = await Promise.all([
    tab.client.retryJob(handle.id),
    tab.client.retryJob(handle.id),
  ]);
  expect(first).toBe(second);
  expect(tab.client.getJob(first)).toMatchObject({ retryOf: handle.id, status: 'pending' });
  await eventually(() => tab.client.getJob(first)?.title === 'Nursing');
});

it('tells each ending once, after all progress, with its result at hand', async () => {
  const seen = record(tab);
  const jobs = Array.from({ length: 10 }, () => server.create());
  for (const job of jobs) server.move(job.id, 'running');
  await eventually(() => tab.client.getJobs().every((job) => job.status === 'running'));
  // Watching is asked for once the rows are shown; until the server has heard it, nothing is pushed.
  await eventually(() => {
    for (const job of jobs) server.progress(job.id, 20);
    return jobs.every((job) => seen.orderOf(job.id).includes('progress'));
  });
  for (const job of jobs) {
    server.progress(job.id, 80);
    server.move(job.id, 'completed', { result: job.id });
    server.progress(job.id, 90);
  }
  await eventually(() => seen.endings.length === 10);
  server.cut();
  await eventually(() => server.counts.handshakes === 2 && isLive(tab));
  for (const job of jobs) {
    const order = seen.orderOf(job.id);
    expect(order.filter((what) => what !== 'progress')).toEqual(['completed']);
    expect(order.at(-1)).toBe('completed');
  }
  expect(seen.endings.map((ending) => ending.job.result)).toEqual(jobs.map((job) => job.id));
});

it('a percentage never falls within an attempt, and stays below 100 until the end', async () => {
  const job = server.create();
  server.move(job.id, 'running');
  await eventually(() => only()?.status === 'running');
  const shown: (number | null | undefined)[] = [];
  tab.client.subscribeJob(job.id, () => shown.push(only()?.progress.percent));
  await eventually(() => {
    server.progress(job.id, 60);
    return only()?.progress.percent === 60;
  });
  server.progress(job.id, 30, 'a step back');
  await eventually(() => only()?.progress.message === 'a step back');
  server.progress(job.id, 100, 'saving');
  await eventually(() => only()?.progress.message === 'saving');
  expect(only()?.progress.percent).toBe(99);
  expect(
    shown.every((percent, index) => index === 0 || (percent ?? 0) >= (shown[index - 1] ?? 0)),
  ).toBe(true);
  server.move(job.id, 'retrying', { progress: { percent: null, message: '' } });
  server.move(job.id, 'running', { progress: { percent: 5, message: 'again' } });
  await eventually(() => only()?.attempt === 2);
  expect(only()?.progress).toEqual({ percent: 5, message: 'again' });
});
