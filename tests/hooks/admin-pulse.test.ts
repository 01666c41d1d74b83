import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HealthStrip, Pulse, PulseDelta, Queue, Worker } from '#contracts/admin';
import { mergePulse } from '#hooks/client/merge-pulse';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { isLive } from './support/recorder';
import { type Browser, createBrowser, type Tab } from './support/tab';

const health = (sockets: number) => ({ sockets }) as HealthStrip;
const queue = (type: string, waiting: number) => ({ type, waiting }) as Queue;
const worker = (id: string) => ({ id }) as Worker;

describe('a picture of how things are', () => {
  const whole: PulseDelta = {
    ...{ at: '1', whole: true, health: health(1) },
    ...{ queues: [queue('a', 1), queue('b', 2)], workers: [worker('x'), worker('y')] },
  };

  it('begins with a whole one, and is put together from what changes', () => {
    expect(mergePulse(null, { at: '0', health: health(0), queues: [] })).toBeNull();
    const first = mergePulse(null, whole) as Pulse;
    expect(first.queues).toHaveLength(2);
    const next = mergePulse(first, { at: '2', queues: [queue('b', 5)], goneWorkers: ['x'] });
    expect(next).toEqual({
      ...{ at: '2', health: health(1) },
      ...{ queues: [queue('a', 1), queue('b', 5)], workers: [worker('y')] },
    });
  });

  it('is replaced by the next whole one, with what was missed', () => {
    const first = mergePulse(null, whole);
    const next = mergePulse(first, { ...whole, at: '3', queues: [queue('c', 0)], workers: [] });
    expect(next).toMatchObject({ at: '3', queues: [{ type: 'c' }], workers: [] });
  });
});

describe('the pulse among tabs', () => {
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
  const told = (tab: Tab): PulseDelta[] => {
    const all: PulseDelta[] = [];
    tab.client.onVolatile((message) => {
      if (message.kind === 'pulse') all.push(message.event);
    });
    return all;
  };

  it('comes over the leader’s connection to the tab that looks, and is asked for only while one does', async () => {
    const leader = browser.open();
    await eventually(() => isLive(leader));
    const follower = browser.open();
    await eventually(() => isLive(follower));
    expect(server.requested('admin:watch')).toBe(0);
    const seen = told(follower);
    const leave = follower.client.watchPulse();
    await eventually(() => seen.some(({ whole, at }) => whole && at === 'asked'));
    server.emit('admin:pulse', { at: 'pushed' });
    await eventually(() => seen.some(({ at }) => at === 'pushed'));
    // Whoever leads next asks anew.
    leader.close();
    await eventually(() => server.requested('admin:watch') === 2, 15_000);
    leave();
    await eventually(() => server.requested('admin:unwatch') === 1);
    expect(server.requested('/api/jobs/@pulse')).toBe(0);
  });
});
