// @vitest-environment jsdom
import {
  Activity,
  type ActivityProps,
  createElement as h,
  type ReactNode,
  StrictMode,
  Suspense,
  use,
} from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientJob, JobNotice, UseBackgroundJobsOptions } from '#hooks/jobs-api';
import { JobsProvider, type JobsProviderProps, useJobsClient } from '#hooks/jobs-provider';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJob } from '#hooks/use-job';
import { useJobLogs } from '#hooks/use-job-logs';
import { useJobNotices } from '#hooks/use-job-notices';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import { eventually } from '../helpers/eventually';
import { type FeedServer, startFeedServer } from './support/feed-server';
import { errors, hydrate, mount, unmountAll } from './support/mount';

let server: FeedServer;
let complaints: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  localStorage.clear();
  server = await startFeedServer();
  complaints = vi.spyOn(console, 'error');
});
afterEach(async () => {
  unmountAll();
  await server.stop();
  expect(complaints.mock.calls).toEqual([]);
  expect(errors.splice(0)).toEqual([]);
  complaints.mockRestore();
});

const App = (props: Partial<JobsProviderProps> & { children?: ReactNode }) =>
  h(JobsProvider, { userId: 'ada', apiUrl: server.url, ...props } as JobsProviderProps);
const Status = () => h('output', { id: 'status' }, useJobsConnection().status);
const List = ({ options }: { options?: UseBackgroundJobsOptions }) => {
  const { jobs } = useBackgroundJobs(options);
  return h(
    'ul',
    null,
    jobs.map((job) => h('li', { key: job.key, id: job.id }, job.status)),
  );
};
const text = (selector: string) => document.querySelector(selector)?.textContent;
const live = () => eventually(() => text('#status') === 'live');
const statusOf = (id: string) => document.getElementById(id)?.textContent;

describe('connecting', () => {
  it('pitfall 1: StrictMode and a remount make one handshake', async () => {
    const app = h(StrictMode, null, h(App, null, h(Status), h(List)));
    const first = mount(app);
    await live();
    first.unmount();
    mount(app);
    await live();
    const job = server.create();
    await eventually(() => statusOf(job.id) === 'pending');
    expect(server.counts.handshakes).toBe(1);
  });

  it('lets go 2 s after the last one has gone', async () => {
    const app = mount(h(App, null, h(Status)));
    await live();
    app.unmount();
    expect(server.sockets()).toBe(1);
    await eventually(() => server.sockets() === 0);
  });

  it('pitfall 2: twenty components share one connection', async () => {
    const lists = Array.from({ length: 20 }, (_, index) => h(List, { key: index }));
    mount(h(App, null, h(Status), lists));
    await live();
    expect(server.counts.handshakes).toBe(1);
    expect(server.requested('/api/socket-token')).toBe(1);
  });

  it('pitfall 6: turned off at first, it connects when it is turned on, and lets go when off', async () => {
    const app = (enabled: boolean) =>
      h(App, { enabled }, h(Status), h(List, { options: { enabled } }));
    const { rerender } = mount(app(false));
    await eventually(() => text('#status') === 'offline');
    expect(server.requested('/api/socket-token')).toBe(0);
    rerender(app(true));
    await live();
    rerender(app(false));
    await eventually(() => server.sockets() === 0);
    rerender(app(true));
    await live();
    expect(server.counts.handshakes).toBe(2);
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
    const job = server.create();
    await eventually(() => statusOf(job.id) === 'pending');
    expect(server.counts.handshakes).toBe(1);
    expect(server.sockets()).toBe(1);
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
    const job = server.create();
    server.move(job.id, 'completed', { result: 1 });
    await eventually(() => calls.length);
    expect(calls).toEqual([`second ${job.id}`]);
  });

  it('forgets one person when another signs in', async () => {
    const { rerender } = mount(h(App, null, h(Status), h(List)));
    await live();
    const job = server.create();
    await eventually(() => statusOf(job.id) === 'pending');
    rerender(h(App, { userId: 'bob' }, h(Status), h(List)));
    expect(document.querySelectorAll('li')).toHaveLength(0);
    await eventually(() => server.counts.handshakes === 2 && server.sockets() === 1);
    expect(document.querySelectorAll('li')).toHaveLength(0);
    expect(Object.keys(localStorage).filter((name) => name.includes('ada'))).toEqual([]);
  });

  it('says what is missing without a provider', () => {
    mount(h(List));
    expect(String(errors.splice(0))).toMatch(/JobsProvider/);
  });
});

describe('rendering', () => {
  it('pitfall 3: a component that mounts late sees everything, and is told nothing twice', async () => {
    const completed: string[] = [];
    const options = { onComplete: (id: string) => void completed.push(id) };
    const { rerender } = mount(h(App, null, h(Status)));
    await live();
    const early = server.create();
    server.move(early.id, 'completed', { result: 1 });
    const list = h(List, { key: 'list', options });
    for (let round = 0; round < 10; round++) {
      rerender(h(App, null, h(Status), list));
      rerender(h(App, null, h(Status)));
    }
    rerender(h(App, null, h(Status), list));
    await eventually(() => statusOf(early.id) === 'completed');
    const late = server.create();
    server.move(late.id, 'completed', { result: 1 });
    await eventually(() => statusOf(late.id) === 'completed');
    expect(completed.filter((id) => id === late.id)).toHaveLength(1);
  });

  it('pitfall 21: ten navigations leave the list whole', async () => {
    const page = (name: number) => h(App, null, h(Status), h(List, { key: name }));
    const { rerender } = mount(page(0));
    await live();
    const ids: string[] = [];
    for (let name = 1; name <= 10; name++) {
      ids.push(server.create().id);
      rerender(page(name));
    }
    await eventually(() => document.querySelectorAll('li').length === 10);
    expect(new Set([...document.querySelectorAll('li')].map((li) => li.id))).toEqual(new Set(ids));
    expect(server.counts.handshakes).toBe(1);
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
    const jobs = Array.from({ length: 50 }, () => server.create());
    for (const job of jobs) server.move(job.id, 'running');
    const id = jobs[0]?.id ?? '';
    mount(h(App, null, h(Status), h(All), h(One, { id }), h(None)));
    await live();
    const client = clientOf();
    await eventually(() => {
      for (const job of jobs) server.progress(job.id, 1, 'ready');
      return client.getJobs().every((job) => job.progress.message === 'ready');
    });
    let flushes = 0;
    client.subscribeJobs(() => flushes++);
    [all, one, none] = [0, 0, 0];
    const begun = performance.now();
    for (let round = 0; round < 20; round++) {
      for (const job of jobs)
        server.progress(job.id, round + 2, round === 19 ? 'last' : `round ${round}`);
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
    server.create({ type: 'skill-gap-analysis' });
    const jobs = [server.create(), server.create(), server.create()];
    server.move(jobs[1]?.id ?? '', 'running');
    server.move(jobs[2]?.id ?? '', 'completed');
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
    server.create();
    await eventually(() => clientOf().getJobs().length === 1);
    rerender(h(App, null, h(Status), h(Page, { reads: true })));
    await eventually(() => lengths.length);
    expect(lengths.every((length) => length === 1)).toBe(true);
  });

  it('hears endings in all kinds of callback, with the result of a large one fetched', async () => {
    server.faults.omitResults = true;
    const calls: unknown[][] = [];
    const options: UseBackgroundJobsOptions = {
      onComplete: (id, result, job) => calls.push(['complete', id, result, job.result]),
      onError: (id, error, job) => calls.push(['error', id, error.code, job.status]),
      onCancelled: (id, job) => calls.push(['cancelled', id, job.status]),
      onConnectionChange: (next, previous) => calls.push([previous.status, next.status]),
    };
    mount(h(App, null, h(Status), h(List, { options })));
    await live();
    const [a, b, c] = [server.create(), server.create(), server.create()];
    server.move(a.id, 'completed', { result: 'large' });
    server.move(b.id, 'failed', { error: { code: 'timeout', message: '', retryable: true } });
    server.move(c.id, 'cancelled');
    await eventually(() => calls.length >= 4 && calls.some(([kind]) => kind === 'complete'));
    expect(calls).toContainEqual(['complete', a.id, 'large', 'large']);
    expect(calls).toContainEqual(['error', b.id, 'timeout', 'failed']);
    expect(calls).toContainEqual(['cancelled', c.id, 'cancelled']);
    expect(calls).toContainEqual(['offline', 'live']);
  });

  it('pitfall 20: a thousand events in a burst exceed no update depth', async () => {
    mount(h(App, null, h(Status), h(List, { options: { onProgress: () => {} } })));
    await live();
    const jobs = Array.from({ length: 100 }, () => server.create());
    for (const job of jobs) {
      for (const status of ['running', 'retrying', 'running', 'completed'] as const) {
        server.move(job.id, status);
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
    const job = server.create();
    await eventually(() => clientOf().getJob(job.id));
    rerender(app('visible'));
    await eventually(() => statusOf(job.id) === 'pending');
    expect(server.counts.handshakes).toBe(1);
  });

  it('waits in Suspense without a second connection', async () => {
    let arrive = () => {};
    const data = new Promise<string>((resolve) => {
      arrive = () => resolve('here');
    });
    const Slow = () => h('b', { id: 'slow' }, use(data), h(List));
    mount(h(App, null, h(Status), h(Suspense, { fallback: h('i') }, h(Slow))));
    await live();
    const job = server.create();
    arrive();
    await eventually(() => statusOf(job.id) === 'pending');
    expect(server.counts.handshakes).toBe(1);
  });
});

describe('hydration', () => {
  it('pitfall 23: renders what the server rendered, then what this browser remembers, without a warning', async () => {
    const kept = server.create();
    const hint = {
      v: 1,
      t: Date.now(),
      rows: [{ id: 'remembered', type: 'career-insights', status: 'running', rev: 1 }],
    };
    localStorage.setItem(`jobwire:hint:${server.url}|ada`, JSON.stringify(hint));
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
    expect(server.counts.handshakes).toBe(1);
    hydrated.unmount();
  });
});

describe('useJob', () => {
  it('fetches a job nobody has told of, and follows it', async () => {
    const job = server.create();
    server.move(job.id, 'completed', { result: 'whole' });
    server.faults.omitResults = true;
    let seen: ClientJob | undefined;
    const Page = () => {
      seen = useJob(job.id);
      return null;
    };
    mount(h(App, null, h(Status), h(Page)));
    await live();
    await eventually(() => String(seen?.result) === 'whole');
    expect(seen?.resultOmitted).not.toBe(true);
  });

  it('keeps an old job whole that no snapshot holds', async () => {
    let seen: ClientJob | undefined;
    const Page = ({ id }: { id: string | null }) => {
      seen = useJob(id);
      return null;
    };
    const { rerender } = mount(h(App, null, h(Status), h(Page, { id: null })));
    await live();
    const old = server.create();
    await eventually(() => clientOf().getJob(old.id));
    rerender(h(App, null, h(Status), h(Page, { id: old.id })));
    await eventually(() => seen?.id === old.id);
    rerender(h(App, null, h(Status), h(Page, { id: 'unknown' })));
    await eventually(() => server.requested('/api/jobs/unknown') === 1);
    expect(seen).toBeUndefined();
  });

  it("follows somebody else's job, for those who may see it, without taking it into the list", async () => {
    const foreign = server.create({ userId: 'bob', status: 'running' });
    let seen: ClientJob | undefined;
    const Page = () => {
      seen = useJob(foreign.id);
      return null;
    };
    mount(h(App, null, h(Status), h(Page), h(List)));
    await live();
    await eventually(() => seen?.status === 'running');
    await eventually(() => {
      server.progress(foreign.id, 50);
      return seen?.progress.percent === 50;
    });
    server.move(foreign.id, 'completed', { result: 1 });
    await eventually(() => seen?.status === 'completed');
    expect(document.querySelectorAll('li')).toHaveLength(0);
  });

  it('renders only when what was selected changes, new objects or not', async () => {
    const job = server.create();
    let renders = 0;
    const Page = () => {
      renders++;
      const { status } = useJob(job.id, (row) => ({ status: row?.status })) as { status?: string };
      return h('output', { id: 'selected' }, status);
    };
    mount(h(App, null, h(Status), h(Page)));
    await live();
    server.move(job.id, 'running');
    await eventually(() => text('#selected') === 'running');
    const before = renders;
    await eventually(() => {
      server.progress(job.id, 70);
      return clientOf().getJob(job.id)?.progress.percent === 70;
    });
    expect(renders).toBe(before);
  });
});

describe('useJobLogs', () => {
  it('replays, follows, fills holes, and brings the last lines after the end', async () => {
    const job = server.create();
    server.move(job.id, 'running');
    server.log(job.id, ['one', 'two'], { silently: true });
    let seen: ReturnType<typeof useJobLogs> | undefined;
    const Page = () => {
      seen = useJobLogs(job.id);
      return null;
    };
    mount(h(App, null, h(Status), h(Page)));
    const texts = () => seen?.lines.map((line) => line.text).join(' ');
    await live();
    await eventually(() => texts() === 'one two' && seen?.state === 'ready');
    await eventually(() => {
      server.log(job.id, ['.']);
      return (seen?.lines.length ?? 0) > 3;
    });
    server.log(job.id, ['missed'], { silently: true });
    server.log(job.id, ['next']);
    await eventually(() => texts()?.endsWith('missed next'));
    server.log(job.id, ['last'], { silently: true });
    server.move(job.id, 'completed');
    await eventually(() => texts()?.endsWith('last'));
    const numbers = seen?.lines.map((line) => line.n) ?? [];
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('keeps the newest lines, and says where the rest began', async () => {
    const job = server.create();
    server.log(
      job.id,
      Array.from({ length: 1_200 }, (_, index) => `line ${index + 1}`),
    );
    let seen: ReturnType<typeof useJobLogs> | undefined;
    const Page = () => {
      seen = useJobLogs(job.id, { tail: 100, follow: false });
      return null;
    };
    mount(h(App, null, h(Status), h(Page)));
    await eventually(() => seen?.state === 'ready');
    expect(seen?.lines).toHaveLength(100);
    expect(seen?.lines[0]?.text).toBe('line 1101');
    expect(seen?.truncatedBefore).toBe(1101);
  });

  it('says what went wrong, and loads again when asked', async () => {
    let seen: ReturnType<typeof useJobLogs> | undefined;
    const job = server.create();
    server.log(job.id, ['one']);
    server.faults.job = { status: 503 };
    const Page = () => {
      seen = useJobLogs(job.id);
      return null;
    };
    mount(h(App, null, h(Status), h(Page)));
    await eventually(() => seen?.state === 'error');
    expect(seen?.error).toMatchObject({ status: 503 });
    server.faults.job = null;
    seen?.reload();
    await eventually(() => seen?.lines.length === 1);
    expect(seen?.error).toBeNull();
  });
});

it('useJobNotices hands each ending to the page once, and makes up for what was missed', async () => {
  const shown: JobNotice[] = [];
  let away: readonly JobNotice[] = [];
  const Toasts = () => {
    const notices = useJobNotices({ onNotice: (notice) => void shown.push(notice) });
    away = notices.away;
    return h('button', { type: 'button', id: 'clear', onClick: notices.clearAway });
  };
  const app = h(StrictMode, null, h(App, null, h(Status), h(Toasts)));
  mount(app);
  await live();
  const job = server.create();
  server.move(job.id, 'completed', { result: 1 });
  await eventually(() => shown.length === 1);
  expect(shown[0]).toMatchObject({ kind: 'completed', job: { id: job.id } });
  const ledger = `jobwire:claims:${server.url}|ada`;
  const missed = [`${job.id}:0:completed`, [Date.now(), 'another tab', 1]];
  localStorage.setItem(ledger, JSON.stringify(Object.fromEntries([missed])));
  window.dispatchEvent(new Event('focus'));
  await eventually(() => away.length === 1);
  document.getElementById('clear')?.click();
  await eventually(() => away.length === 0);
});

/** The client of the page under test. */
const clientOf = () => {
  let client: ReturnType<typeof useJobsClient> | undefined;
  const Probe = () => {
    client = useJobsClient();
    return null;
  };
  mount(h(App, null, h(Probe))).unmount();
  if (!client) throw new Error('no client');
  return client;
};
