import { createElement as h, StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import type { ClientJob, JobNotice } from '#hooks/jobs-api';
import { useJob } from '#hooks/use-job';
import { useJobLogs } from '#hooks/use-job-logs';
import { useJobNotices } from '#hooks/use-job-notices';
import { eventually } from '../helpers/eventually';
import { mount } from './support/mount';
import { App, clientOf, List, live, preparePage, Status, text } from './support/page';

const page = preparePage();

describe('useJob', () => {
  it('fetches a job nobody has told of, and follows it', async () => {
    const job = page.server.create();
    page.server.move(job.id, 'completed', { result: 'whole' });
    page.server.faults.omitResults = true;
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
    const old = page.server.create();
    await eventually(() => clientOf().getJob(old.id));
    rerender(h(App, null, h(Status), h(Page, { id: old.id })));
    await eventually(() => seen?.id === old.id);
    rerender(h(App, null, h(Status), h(Page, { id: 'unknown' })));
    await eventually(() => page.server.requested('/api/jobs/unknown') === 1);
    expect(seen).toBeUndefined();
  });

  it("follows somebody else's job, for those who may see it, without taking it into the list", async () => {
    const foreign = page.server.create({ userId: 'bob', status: 'running' });
    let seen: ClientJob | undefined;
    const Page = () => {
      seen = useJob(foreign.id);
      return null;
    };
    mount(h(App, null, h(Status), h(Page), h(List)));
    await live();
    await eventually(() => seen?.status === 'running');
    await eventually(() => {
      page.server.progress(foreign.id, 50);
      return seen?.progress.percent === 50;
    });
    page.server.move(foreign.id, 'completed', { result: 1 });
    await eventually(() => seen?.status === 'completed');
    expect(document.querySelectorAll('li')).toHaveLength(0);
  });

  it('renders only when what was selected changes, new objects or not', async () => {
    const job = page.server.create();
    let renders = 0;
    const Page = () => {
      renders++;
      const { status } = useJob(job.id, (row) => ({ status: row?.status })) as { status?: string };
      return h('output', { id: 'selected' }, status);
    };
    mount(h(App, null, h(Status), h(Page)));
    await live();
    page.server.move(job.id, 'running');
    await eventually(() => text('#selected') === 'running');
    const before = renders;
    await eventually(() => {
      page.server.progress(job.id, 70);
      return clientOf().getJob(job.id)?.progress.percent === 70;
    });
    expect(renders).toBe(before);
  });
});

describe('useJobLogs', () => {
  it('replays, follows, fills holes, and brings the last lines after the end', async () => {
    const job = page.server.create();
    page.server.move(job.id, 'running');
    page.server.log(job.id, ['one', 'two'], { silently: true });
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
      page.server.log(job.id, ['.']);
      return (seen?.lines.length ?? 0) > 3;
    });
    page.server.log(job.id, ['missed'], { silently: true });
    page.server.log(job.id, ['next']);
    await eventually(() => texts()?.endsWith('missed next'));
    page.server.log(job.id, ['last'], { silently: true });
    page.server.move(job.id, 'completed');
    await eventually(() => texts()?.endsWith('last'));
    const numbers = seen?.lines.map((line) => line.n) ?? [];
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('keeps the newest lines, and says where the rest began', async () => {
    const job = page.server.create();
    page.server.log(
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
    const job = page.server.create();
    page.server.log(job.id, ['one']);
    page.server.faults.job = { status: 503 };
    const Page = () => {
      seen = useJobLogs(job.id);
      return null;
    };
    mount(h(App, null, h(Status), h(Page)));
    await eventually(() => seen?.state === 'error');
    expect(seen?.error).toMatchObject({ status: 503 });
    page.server.faults.job = null;
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
  const job = page.server.create();
  page.server.move(job.id, 'completed', { result: 1 });
  await eventually(() => shown.length === 1);
  expect(shown[0]).toMatchObject({ kind: 'completed', job: { id: job.id } });
  // Another tab took this one while nobody looked.
  const missed = page.server.create();
  const claim = `jobwire:claims:${page.server.url}|ada:${missed.id}:0:completed`;
  localStorage.setItem(claim, `${Date.now()} another-tab away`);
  page.server.move(missed.id, 'completed', { result: 2 });
  window.dispatchEvent(new Event('focus'));
  await eventually(() => away.length === 1);
  document.getElementById('clear')?.click();
  await eventually(() => away.length === 0);
});
