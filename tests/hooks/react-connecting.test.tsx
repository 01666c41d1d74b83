import { createElement as h, StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually';
import { errors, mount } from './support/mount';
import { App, List, live, preparePage, Status, statusOf, text } from './support/page';

const page = preparePage();

describe('connecting', () => {
  it('pitfall 1: StrictMode and a remount make one handshake', async () => {
    const app = h(StrictMode, null, h(App, null, h(Status), h(List)));
    const first = mount(app);
    await live();
    first.unmount();
    mount(app);
    await live();
    const job = page.server.create();
    await eventually(() => statusOf(job.id) === 'pending');
    expect(page.server.counts.handshakes).toBe(1);
  });

  it('lets go 2 s after the last one has gone', async () => {
    const app = mount(h(App, null, h(Status)));
    await live();
    app.unmount();
    expect(page.server.sockets()).toBe(1);
    await eventually(() => page.server.sockets() === 0);
  });

  it('pitfall 2: twenty components share one connection', async () => {
    const lists = Array.from({ length: 20 }, (_, index) => h(List, { key: index }));
    mount(h(App, null, h(Status), lists));
    await live();
    expect(page.server.counts.handshakes).toBe(1);
    expect(page.server.requested('/api/socket-token')).toBe(1);
  });

  it('pitfall 6: turned off at first, it connects when it is turned on, and lets go when off', async () => {
    const app = (enabled: boolean) =>
      h(App, { enabled }, h(Status), h(List, { options: { enabled } }));
    const { rerender } = mount(app(false));
    await eventually(() => text('#status') === 'offline');
    expect(page.server.requested('/api/socket-token')).toBe(0);
    rerender(app(true));
    await live();
    rerender(app(false));
    await eventually(() => page.server.sockets() === 0);
    rerender(app(true));
    await live();
    expect(page.server.counts.handshakes).toBe(2);
  });

  it('pitfall 7: a hundred renders with new functions and objects reconnect nothing', async () => {
    const app = (round: number) =>
      h(
        App,
        { authToken: () => `token of round ${round}` },
        h(Status),
        h(List, { options: { types: ['career-insights'], onComplete: () => {} } }),
      );
    const { rerender } = mount(app(0));
    await live();
    for (let round = 1; round <= 100; round++) rerender(app(round));
    const job = page.server.create();
    await eventually(() => statusOf(job.id) === 'pending');
    expect(page.server.counts.handshakes).toBe(1);
    expect(page.server.sockets()).toBe(1);
  });

  it('calls the latest callback, not the first', async () => {
    const calls: string[] = [];
    const app = (name: string) =>
      h(
        App,
        null,
        h(Status),
        h(List, { options: { onComplete: (id) => calls.push(`${name} ${id}`) } }),
      );
    const { rerender } = mount(app('first'));
    await live();
    rerender(app('second'));
    const job = page.server.create();
    page.server.move(job.id, 'completed', { result: 1 });
    await eventually(() => calls.length);
    expect(calls).toEqual([`second ${job.id}`]);
  });

  it('forgets one person when another signs in', async () => {
    const { rerender } = mount(h(App, null, h(Status), h(List)));
    await live();
    const job = page.server.create();
    await eventually(() => statusOf(job.id) === 'pending');
    rerender(h(App, { userId: 'bob' }, h(Status), h(List)));
    expect(document.querySelectorAll('li')).toHaveLength(0);
    await eventually(() => page.server.counts.handshakes === 2 && page.server.sockets() === 1);
    expect(document.querySelectorAll('li')).toHaveLength(0);
    expect(Object.keys(localStorage).filter((name) => name.includes('ada'))).toEqual([]);
  });

  it('says what is missing without a provider', () => {
    mount(h(List));
    expect(String(errors.splice(0))).toMatch(/JobsProvider/);
  });
});
