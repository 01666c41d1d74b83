import { Activity, type ActivityProps, createElement as h, StrictMode, Suspense, use } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { UseBackgroundJobsOptions } from '#hooks/jobs-api';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJob } from '#hooks/use-job';
import { eventually } from '../helpers/eventually';
import { hydrate, mount } from './support/mount';
import { App, clientOf, List, live, preparePage, Status, statusOf, text } from './support/page';

const page = preparePage();

describe('rendering', () => {
  it('pitfall 3: a component that mounts late sees everything, and is told nothing twice', async () => {
    const completed: string[] = [];
    const options = { onComplete: (id: string) => void completed.push(id) };
    const { rerender } = mount(h(App, null, h(Status)));
    await live();
    const early = page.server.create();
    page.server.move(early.id, 'completed', { result: 1 });
    const list = h(List, { key: 'list', options });
    for (let round = 0; round < 10; round++) {
      rerender(h(App, null, h(Status), list));
      rerender(h(App, null, h(Status)));
    }
    rerender(h(App, null, h(Status), list));
    await eventually(() => statusOf(early.id) === 'completed');
    const late = page.server.create();
    page.server.move(late.id, 'completed', { result: 1 });
    await eventually(() => statusOf(late.id) === 'completed');
    expect(completed.filter((id) => id === late.id)).toHaveLength(1);
  });

  it('pitfall 21: ten navigations leave the list whole', async () => {
    const at = (name: number) => h(App, null, h(Status), h(List, { key: name }));
    const { rerender } = mount(at(0));
    await live();
    const ids: string[] = [];
    for (let name = 1; name <= 10; name++) {
      ids.push(page.server.create().id);
      rerender(at(name));
    }
    await eventually(() => document.querySelectorAll('li').length === 10);
    expect(new Set([...document.querySelectorAll('li')].map((li) => li.id))).toEqual(new Set(ids));
    expect(page.server.counts.handshakes).toBe(1);
  });

  it('pitfall 20: renders once a frame at most, and not at all where nothing is read', async () => {
    let [all, one, none] = [0, 0, 0];
    const All = () => {
      all++;
      return h('i', null, useBackgroundJobs().jobs.length);
    };
    const One = ({ id }: { id: string }) => {
      one++;
      return h(
        'i',
        null,
        useJob(id, (job) => job?.progress.message),
      );
    };
    const None = () => {
      none++;
      const { createJob } = useBackgroundJobs({ onProgress: () => {} });
      return h('button', {
        type: 'button',
        onClick: () => createJob({ type: 'career-insights', domain: 'x' }),
      });
    };
    const jobs = Array.from({ length: 50 }, () => page.server.create());
    for (const job of jobs) page.server.move(job.id, 'running');
    const id = jobs[0]?.id ?? '';
    mount(h(App, null, h(Status), h(All), h(One, { id }), h(None)));
    await live();
    const client = clientOf();
    await eventually(() => {
      for (const job of jobs) page.server.progress(job.id, 1, 'ready');
      return client.getJobs().every((job) => job.progress.message === 'ready');
    });
    let flushes = 0;
    client.subscribeJobs(() => flushes++);
    [all, one, none] = [0, 0, 0];
    const begun = performance.now();
    for (let round = 0; round < 20; round++) {
      for (const job of jobs)
        page.server.progress(job.id, round + 2, round === 19 ? 'last' : `round ${round}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(() => client.getJobs().every((job) => job.progress.message === 'last'));
    const frames = Math.ceil((performance.now() - begun) / 16) + 2;
    expect(flushes).toBeLessThanOrEqual(frames);
    expect(all).toBeLessThanOrEqual(flushes);
    expect(one).toBeLessThanOrEqual(flushes);
    expect(none).toBe(0);
  });

  it('filters by type and status, counts by status, and cuts to the newest', async () => {
    let seen: ReturnType<typeof useBackgroundJobs> | undefined;
    const Page = () => {
      seen = useBackgroundJobs({
        types: ['career-insights'],
        status: ['pending', 'completed'],
        limit: 2,
      });
      return h('i', null, seen.jobs.length, seen.active.length, seen.counts.pending);
    };
    mount(h(App, null, h(Status), h(Page)));
    await live();
    page.server.create({ type: 'skill-gap-analysis' });
    const jobs = [page.server.create(), page.server.create(), page.server.create()];
    page.server.move(jobs[1]?.id ?? '', 'running');
    page.server.move(jobs[2]?.id ?? '', 'completed');
    await eventually(() => seen?.counts.completed === 1);
    expect(seen?.jobs.map((job) => job.id)).toEqual([jobs[2]?.id, jobs[0]?.id]);
    expect(seen?.active.map((job) => job.id)).toEqual([jobs[0]?.id]);
    expect(seen?.counts).toMatchObject({ pending: 1, running: 1, completed: 1, creating: 0 });
  });

  it('reads a field right that was not read before', async () => {
    const lengths: number[] = [];
    const Page = ({ reads }: { reads: boolean }) => {
      const result = useBackgroundJobs();
      if (reads) lengths.push(result.jobs.length);
      return null;
    };
    const { rerender } = mount(h(App, null, h(Status), h(Page, { reads: false })));
    await live();
    page.server.create();
    await eventually(() => clientOf().getJobs().length === 1);
    rerender(h(App, null, h(Status), h(Page, { reads: true })));
    await eventually(() => lengths.length);
    expect(lengths.every((length) => length === 1)).toBe(true);
  });

  it('hears endings in all kinds of callback, with the result of a large one fetched', async () => {
    page.server.faults.omitResults = true;
    const calls: unknown[][] = [];
    const options: UseBackgroundJobsOptions = {
      onComplete: (id, result, job) => calls.push(['complete', id, result, job.result]),
      onError: (id, error, job) => calls.push(['error', id, error.code, job.status]),
      onCancelled: (id, job) => calls.push(['cancelled', id, job.status]),
      onConnectionChange: (next, previous) => calls.push([previous.status, next.status]),
    };
    mount(h(App, null, h(Status), h(List, { options })));
    await live();
    const [a, b, c] = [page.server.create(), page.server.create(), page.server.create()];
    page.server.move(a.id, 'completed', { result: 'large' });
    page.server.move(b.id, 'failed', { error: { code: 'timeout', message: '', retryable: true } });
    page.server.move(c.id, 'cancelled');
    await eventually(() => calls.length >= 4 && calls.some(([kind]) => kind === 'complete'));
    expect(calls).toContainEqual(['complete', a.id, 'large', 'large']);
    expect(calls).toContainEqual(['error', b.id, 'timeout', 'failed']);
    expect(calls).toContainEqual(['cancelled', c.id, 'cancelled']);
    expect(calls).toContainEqual(['offline', 'live']);
  });

  it('tells an ending in one tab only where that is asked for', async () => {
    const completed: string[] = [];
    const options: UseBackgroundJobsOptions = {
      callbackScope: 'one-tab',
      onComplete: (id) => completed.push(id),
    };
    mount(h(App, null, h(Status), h(List, { options }), h(List, { options })));
    await live();
    const [theirs, ours] = [page.server.create(), page.server.create()];
    const claim = `jobwire:claims:${page.server.url}|ada:callback:${theirs.id}:0:completed`;
    localStorage.setItem(claim, `${Date.now()} another-tab`);
    page.server.move(theirs.id, 'completed', { result: 1 });
    page.server.move(ours.id, 'completed', { result: 1 });
    await eventually(() => completed.length === 2);
    expect(completed).toEqual([ours.id, ours.id]);
  });

  it('pitfall 20: a thousand events in a burst exceed no update depth', async () => {
    mount(h(App, null, h(Status), h(List, { options: { onProgress: () => {} } })));
    await live();
    const jobs = Array.from({ length: 100 }, () => page.server.create());
    for (const job of jobs) {
      for (const status of ['running', 'retrying', 'running', 'completed'] as const) {
        page.server.move(job.id, status);
      }
    }
    await eventually(
      () =>
        [...document.querySelectorAll('li')].filter((li) => li.textContent === 'completed')
          .length === 100,
    );
  });

  it('keeps the connection in a hidden part of the page, and shows what is right when it comes back', async () => {
    const app = (mode: 'visible' | 'hidden') =>
      h(App, null, h(Status), h(Activity, { mode } as ActivityProps, h(List)));
    const { rerender } = mount(app('visible'));
    await live();
    rerender(app('hidden'));
    const job = page.server.create();
    await eventually(() => clientOf().getJob(job.id));
    rerender(app('visible'));
    await eventually(() => statusOf(job.id) === 'pending');
    expect(page.server.counts.handshakes).toBe(1);
  });

  it('waits in Suspense without a second connection', async () => {
    let arrive = () => {};
    const data = new Promise<string>((resolve) => {
      arrive = () => resolve('here');
    });
    const Slow = () => h('b', { id: 'slow' }, use(data), h(List));
    mount(h(App, null, h(Status), h(Suspense, { fallback: h('i') }, h(Slow))));
    await live();
    const job = page.server.create();
    arrive();
    await eventually(() => statusOf(job.id) === 'pending');
    expect(page.server.counts.handshakes).toBe(1);
  });
});

describe('hydration', () => {
  it('pitfall 23: renders what the server rendered, then what this browser remembers, without a warning', async () => {
    const kept = page.server.create();
    // The remembered job is unknown to the server; it stays until that is said.
    page.server.faults.job = { status: 503 };
    const hint = {
      v: 1,
      t: Date.now(),
      rows: [{ id: 'remembered', type: 'career-insights', status: 'running', rev: 1 }],
    };
    localStorage.setItem(`jobwire:hint:${page.server.url}|ada`, JSON.stringify(hint));
    const Restoring = () =>
      h('output', { id: 'restoring' }, String(useBackgroundJobs().isRestoring));
    const app = h(
      StrictMode,
      null,
      h(
        App,
        { initialJobs: [kept], initialSeq: 1, initialEpoch: 'first' },
        h(Status),
        h(Restoring),
        h(List),
      ),
    );
    const html = renderToString(app);
    expect(html).toContain(`<li id="${kept.id}">pending</li>`);
    expect(html).toContain('<output id="restoring">true</output>');
    expect(html).not.toContain('remembered');
    const hydrated = hydrate(html, app);
    await eventually(() => statusOf('remembered') === 'running');
    await live();
    expect(text('#restoring')).toBe('false');
    expect(statusOf(kept.id)).toBe('pending');
    expect(page.server.counts.handshakes).toBe(1);
    hydrated.unmount();
  });
});
