import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobTable, type JobTableProps } from '#components/job-table';
import type { ShownJob } from '#components/job-text';
import { cleanup, fireEvent, render, screen, within } from '../helpers/render';
import { completedJob, failedJob, makeJob, NOW } from './job-fixtures';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const draw = (jobs: readonly ShownJob[], props: Partial<JobTableProps> = {}) =>
  render(
    <JobTable
      jobs={jobs}
      selected={new Set()}
      hrefOf={(job) => `/jobs/${job.id}`}
      onSelect={() => {}}
      onSelectAll={() => {}}
      onAction={() => {}}
      {...props}
    />,
  );
const rowOf = (id: string): HTMLElement => {
  const row = document.querySelector<HTMLElement>(`[data-job-row][data-job-id="${id}"]`);
  if (!row) throw new Error(`There is no row of ${id}.`);
  return row;
};
const seconds = (n: number) => new Date(NOW + n * 1_000).toISOString();

describe('a row of the list', () => {
  it('carries the marks scripts look for, and a bar while there is progress', () => {
    draw([makeJob({ id: 'a' }), completedJob({ id: 'b' })]);
    expect(rowOf('a').dataset.status).toBe('running');
    const bar = within(rowOf('a')).getByRole('progressbar');
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(within(rowOf('b')).queryByRole('progressbar')).toBeNull();
  });

  it('says state, job, type, progress, attempt and age', () => {
    draw([makeJob({ id: 'a' })]);
    const cells = within(rowOf('a')).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent)).toEqual([
      '',
      'Running',
      'Resume optimisationRunning · Rewriting bullet points (5/12)',
      'resume-optimization',
      '42 %about 20 s left',
      '1/3',
      '26 s ago',
      'Cancel',
    ]);
  });

  it('stands for the place in line, the time to wait and the time taken where no bar is', () => {
    draw([
      makeJob({ id: 'a', status: 'pending', queuePosition: 2, attempt: 0 }),
      makeJob({ id: 'b', status: 'scheduled', runAt: seconds(7_200), attempt: 0 }),
      failedJob({ id: 'c' }),
    ]);
    expect(rowOf('a').textContent).toContain('2nd in line');
    expect(rowOf('b').textContent).toContain('in 2 h');
    expect(rowOf('c').textContent).toContain('1 min 4 s');
  });

  it('counts down to the next attempt beside the reason of the last', () => {
    const error = { code: 'x', message: 'provider asked to slow down', retryable: true };
    draw([makeJob({ id: 'a', status: 'retrying', runAt: seconds(8), error })]);
    expect(rowOf('a').textContent).toContain('Attempt 2 of 3 in 8 s: provider asked to slow down');
  });

  it('offers the one action that fits its state', () => {
    const onAction = vi.fn();
    const jobs = [
      makeJob({ id: 'a' }),
      failedJob({ id: 'b' }),
      makeJob({ id: 'c', status: 'cancelled' }),
      makeJob({ id: 'd', status: 'cancelling' }),
      completedJob({ id: 'e' }),
    ];
    draw(jobs, { onAction });
    for (const [id, name] of [
      ['a', 'Cancel'],
      ['b', 'Retry'],
      ['c', 'Run again'],
      ['e', 'View'],
    ]) {
      fireEvent.click(within(rowOf(id as string)).getByRole('button', { name }));
    }
    expect(onAction.mock.calls.map(([action, job]) => `${action} ${job.id}`)).toEqual([
      'cancel a',
      'retry b',
      'retry c',
      'open e',
    ]);
    expect(within(rowOf('d')).getAllByRole('button')).toHaveLength(1);
  });

  it('opens its job by a link of the title', () => {
    draw([makeJob({ id: 'a' })]);
    const link = within(rowOf('a')).getByRole('link', { name: 'Resume optimisation' });
    expect(link.getAttribute('href')).toBe('/jobs/a');
  });

  it('shows what is newest of its job without being listed anew', () => {
    draw([makeJob({ id: 'a' })], { live: (job, show) => show(completedJob({ id: job.id })) });
    expect(rowOf('a').dataset.status).toBe('completed');
    expect(rowOf('a').textContent).toContain('74 of 100 for Data engineer');
  });

  it('draws text from outside as text', () => {
    const progress = { percent: 1, message: '<img src=x onerror=alert(1)>' };
    draw([makeJob({ id: 'a', progress })]);
    expect(rowOf('a').querySelector('img')).toBeNull();
    expect(rowOf('a').textContent).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('selecting rows', () => {
  it('names the job and its state on each box', () => {
    draw([makeJob({ id: 'a' })]);
    expect(
      screen.getByRole('checkbox', { name: 'Select Resume optimisation, Running' }),
    ).toBeTruthy();
  });

  it('tells a click with Shift from one without', () => {
    const onSelect = vi.fn();
    draw([makeJob({ id: 'a' }), makeJob({ id: 'b' })], { onSelect });
    const boxes = screen.getAllByRole('checkbox', { name: /^Select Resume/ });
    fireEvent.click(boxes[0] as HTMLElement);
    fireEvent.click(boxes[1] as HTMLElement, { shiftKey: true });
    expect(onSelect.mock.calls).toEqual([
      ['a', true, false],
      ['b', true, true],
    ]);
  });

  it('marks the head as mixed while some are chosen', () => {
    draw([makeJob({ id: 'a' }), makeJob({ id: 'b' })], { selected: new Set(['a']) });
    const head = screen.getByRole<HTMLInputElement>('checkbox', { name: /all on this page/ });
    expect(head.indeterminate).toBe(true);
    expect(head.checked).toBe(false);
    expect(rowOf('a').getAttribute('aria-selected')).toBe('true');
  });
});
