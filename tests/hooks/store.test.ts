import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Environment } from '#hooks/client/environment';
import { creatingRow } from '#hooks/client/job-row';
import { createJobStore } from '#hooks/client/job-store';
import { createListeners } from '#hooks/client/listeners';
import { createTimeLeft } from '#hooks/client/time-left';
import type { ClientJob } from '#hooks/jobs-api';

let frames: ((now: number) => void)[];
let attention: ReturnType<Environment['attention']>;
beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  attention = 'visible';
  vi.stubGlobal('requestAnimationFrame', (frame: (now: number) => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => {
    if (frames[id - 1]) frames[id - 1] = () => {};
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const paint = () => {
  for (const frame of frames.splice(0)) frame(performance.now());
};
const row = (id: string, patch: Partial<ClientJob> = {}): ClientJob =>
  ({
    ...creatingRow(id, 'career-insights', 'ada', { origin: 'this-tab' }),
    status: 'running',
    ...patch,
  }) as ClientJob;
const storeOf = (initial: ClientJob[] = []) => {
  const progress: string[] = [];
  const changes = vi.fn();
  const store = createJobStore({
    env: { attention: () => attention } as Environment,
    userId: 'ada',
    initial,
    onProgress: (moved) => progress.push(moved.id),
    onChange: changes,
  });
  return { store, progress, changes };
};

it('pitfall 20: swaps what is shown once a frame, for readers and for listeners alike', () => {
  const { store, progress } = storeOf([row('a')]);
  const list = store.list();
  const listener = vi.fn();
  store.subscribe('a', listener);
  for (let percent = 1; percent <= 100; percent++) {
    store.put(row('a', { progress: { percent, message: '' } }), true);
    expect(store.get('a')?.progress.percent).toBeNull();
    expect(store.list()).toBe(list);
  }
  expect(frames).toHaveLength(1);
  paint();
  expect(store.get('a')?.progress.percent).toBe(100);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(progress).toEqual(['a']);
});

it('pitfall 20: a hidden tab, which gets no frames, flushes four times a second', async () => {
  const { store } = storeOf();
  attention = 'hidden';
  store.put(row('a'));
  expect(frames).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(250);
  expect(store.list()).toHaveLength(1);
  // Hidden after the frame was asked for: it never comes.
  attention = 'visible';
  store.put(row('b'));
  await vi.advanceTimersByTimeAsync(250);
  expect(store.list()).toHaveLength(2);
});

it('gives the browser a rest after a frame in which many rows changed, and none after a quiet one', async () => {
  const { store } = storeOf();
  const put = (count: number, attempt: number) => {
    for (let n = 0; n < count; n += 1) store.put(row(`job ${n}`, { attempt }));
  };
  const last = () => store.get('job 49')?.attempt;
  put(2, 1);
  paint();
  put(50, 2);
  paint();
  expect(last()).toBe(2);
  put(50, 3);
  paint();
  expect(last()).toBe(2);
  await vi.advanceTimersByTimeAsync(40);
  paint();
  expect(last()).toBe(3);
  // What cannot wait does not.
  store.put(row('job 1', { attempt: 4 }));
  store.flush();
  expect(store.get('job 1')?.attempt).toBe(4);
});

it('tells only those who listen to the row that changed, and the list', () => {
  const { store, changes } = storeOf([row('a'), row('b')]);
  const [a, b, all] = [vi.fn(), vi.fn(), vi.fn()];
  store.subscribe('a', a);
  store.subscribe('b', b);
  const leave = store.subscribeList(all);
  store.put(row('a', { attempt: 2 }));
  paint();
  expect([a, b, all].map((listener) => listener.mock.calls.length)).toEqual([1, 0, 1]);
  expect(changes).not.toHaveBeenCalled();
  leave();
  leave();
  expect(store.subscribers).toBe(2);
  store.put(row('a', { status: 'completed' } as Partial<ClientJob>));
  store.flush();
  expect(all).toHaveBeenCalledTimes(1);
  expect(changes).toHaveBeenCalledTimes(1);
});

it('keeps a thousand finished rows, the newest', () => {
  const { store } = storeOf();
  for (let index = 0; index < 1_200; index++) {
    const createdAt = new Date(index * 1_000).toISOString();
    store.put(row(`job-${index}`, { status: 'completed', createdAt } as Partial<ClientJob>));
  }
  store.put(row('live', { createdAt: new Date(0).toISOString() }));
  store.flush();
  expect(store.list()).toHaveLength(1_001);
  expect(store.get('job-0')).toBeUndefined();
  expect(store.get('live')).toBeDefined();
});

it('a listener that leaves twice takes nobody else along, and one that throws stops nobody', async () => {
  const listeners = createListeners<[number]>();
  const calls: string[] = [];
  const same = (value: number) => void calls.push(`same ${value}`);
  const leave = listeners.add(same);
  listeners.add(same);
  listeners.add(() => {
    throw new Error('not yours');
  });
  listeners.add((value) => void calls.push(`last ${value}`));
  leave();
  leave();
  listeners.emit(1);
  expect(calls).toEqual(['same 1', 'last 1']);
  await expect(vi.advanceTimersByTimeAsync(1)).rejects.toThrow('not yours');
});

it('estimates the time left from the rate, smoothed, once there is enough to go by', () => {
  const left = createTimeLeft();
  const report = (percent: number | null, at: number, attempt = 1) =>
    left({ attempt, percent, at, startedAt: 0 });
  expect(report(5, 3_000)).toBeNull();
  expect(report(9, 5_400)).toBeNull();
  expect(report(10, 6_000)).toBeGreaterThan(50_000);
  const steady = report(50, 30_000) as number;
  expect(steady).toBeGreaterThan(25_000);
  expect(steady).toBeLessThan(45_000);
  expect(report(50, 40_000)).toBe(steady);
  expect(report(50.5, 60_000)).toBeGreaterThan(steady);
  expect(report(51, 90_000)).toBeNull();
  expect(report(null, 91_000)).toBeNull();
  expect(report(20, 92_000, 2)).toBeNull();
});
