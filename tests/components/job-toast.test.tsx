import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShownJob } from '#components/job-text';
import { JobToast, type JobToastProps } from '#components/job-toast';
import { act, cleanup, fireEvent, render, screen } from '../helpers/render';
import { completedJob, failedJob, makeJob, NOW } from './job-fixtures';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const toast = (job: ShownJob, props: Partial<JobToastProps> = {}) => (
  <JobToast
    job={job}
    href="/jobs/one"
    onCancel={() => {}}
    onRetry={() => {}}
    onStart={() => {}}
    onCheckAgain={() => {}}
    onDismiss={() => {}}
    {...props}
  />
);
const draw = (job: ShownJob, props?: Partial<JobToastProps>) => {
  const { container } = render(toast(job, props));
  const root = container.querySelector<HTMLElement>('[data-job-toast]');
  if (!root) throw new Error('The toast has no mark.');
  return root;
};
const bar = () => screen.getByRole('progressbar', { name: 'Resume optimisation' });
const actions = () =>
  [...screen.queryAllByRole('button'), ...screen.queryAllByRole('link')]
    .map((one) => one.textContent)
    .filter(Boolean);
const seconds = (n: number) => new Date(NOW + n * 1_000).toISOString();

describe('a toast', () => {
  it('carries the marks scripts look for', () => {
    const root = draw(makeJob());
    expect(root.dataset).toMatchObject({ jobId: makeJob().id, status: 'running' });
  });

  it('is no live region and hides its figures from screen readers, which have the bar', () => {
    const root = draw(makeJob());
    expect(root.getAttribute('aria-live')).toBe('off');
    expect(screen.getByText('42 % · about 20 s left').closest('[aria-hidden="true"]')).toBeTruthy();
    expect(bar().getAttribute('aria-valuetext')).toBe('42 %, Rewriting bullet points (5/12)');
  });

  it('is dismissed by a button that says which job it is about', () => {
    const onDismiss = vi.fn();
    draw(makeJob(), { onDismiss });
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss: Resume optimisation' }));
    expect(onDismiss).toHaveBeenCalledOnce();
  });

  it('prefers the title its starter gave it', () => {
    draw({ ...makeJob(), title: 'My resume' });
    expect(screen.getByText('My resume')).toBeTruthy();
  });
});

describe('each state of a toast', () => {
  it('creating: a bar without a value, and nothing to press yet', () => {
    draw({ ...makeJob(), status: 'creating' });
    expect(screen.getByText('Starting…')).toBeTruthy();
    expect(bar().hasAttribute('aria-valuenow')).toBe(false);
    expect(actions()).toEqual([]);
  });

  it('queued: the place in line, an empty track, Cancel', () => {
    draw(makeJob({ status: 'pending', queuePosition: 3, attempt: 0, startedAt: null }));
    expect(screen.getByText('Queued, 3rd in line')).toBeTruthy();
    expect(bar().getAttribute('aria-valuenow')).toBe('0');
    expect(actions()).toEqual(['Cancel']);
  });

  it('running without a percent: the bar has no value', () => {
    draw(makeJob({ progress: { percent: null, message: 'Reading the resume' }, etaMs: null }));
    expect(bar().hasAttribute('aria-valuenow')).toBe(false);
    expect(screen.getByText('Reading the resume')).toBeTruthy();
  });

  it('running: percent, time left, Cancel and View', () => {
    draw(makeJob());
    expect(bar().getAttribute('aria-valuenow')).toBe('42');
    expect(actions()).toEqual(['Cancel', 'View']);
    expect(screen.getByRole('link', { name: 'View' }).getAttribute('href')).toBe('/jobs/one');
  });

  it('running at 100 %: 99 until the server says that it is completed', () => {
    draw(makeJob({ progress: { percent: 100, message: 'Nearly' } }));
    expect(bar().getAttribute('aria-valuenow')).toBe('99');
  });

  it('retrying: the reason, a pale bar, and a countdown to the next attempt', () => {
    const error = { code: 'x', message: 'Provider asked to slow down', retryable: true };
    draw(makeJob({ status: 'retrying', runAt: seconds(12), error }));
    expect(screen.getByText('Provider asked to slow down')).toBeTruthy();
    expect(bar().hasAttribute('data-stale')).toBe(true);
    const meta = () => document.querySelector('.meta')?.textContent;
    expect(meta()).toBe('Attempt 2 of 3 in 12 s');
    act(() => vi.advanceTimersByTime(5_000));
    expect(meta()).toBe('Attempt 2 of 3 in 7 s');
  });

  it('cancelling: Cancel stays for the focus but does nothing, and after 10 s it says why it still stands', () => {
    const onCancel = vi.fn();
    draw(makeJob({ status: 'cancelling' }), { onCancel });
    const cancel = screen.getByRole('button', { name: 'Cancel' });
    fireEvent.click(cancel);
    expect(cancel.getAttribute('aria-disabled')).toBe('true');
    expect(onCancel).not.toHaveBeenCalled();
    expect(screen.queryByText(/Still stopping/)).toBeNull();
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.getByText('Still stopping. It may finish first.')).toBeTruthy();
  });

  it('completed: the headline of the result, a full bar, the time it took', () => {
    const root = draw(completedJob());
    expect(screen.getByText('74 of 100 for Data engineer')).toBeTruthy();
    expect(bar().getAttribute('aria-valuenow')).toBe('100');
    expect(root.textContent).toContain('58.2 s');
    expect(actions()).toEqual(['View']);
  });

  it('completed without a headline: says that much', () => {
    draw(completedJob({ progress: { percent: 100, message: '' } }));
    expect(screen.getByText('Completed')).toBeTruthy();
  });

  it('failed: the cause, the attempts, Details and Retry, and no bar', () => {
    const onRetry = vi.fn();
    draw(failedJob(), { onRetry });
    expect(screen.getByText('The provider refused the key')).toBeTruthy();
    expect(screen.getByText('After 3 attempts')).toBeTruthy();
    expect(screen.queryByRole('progressbar')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(onRetry).toHaveBeenCalledOnce();
    expect(screen.getByRole('link', { name: 'Details' })).toBeTruthy();
  });

  it('cancelled: how far it came, and the way to run it again', () => {
    draw(makeJob({ status: 'cancelled', progress: { percent: 55, message: '' } }));
    expect(screen.getByText('Cancelled at 55 %')).toBeTruthy();
    expect(actions()).toEqual(['Run again']);
  });

  it('scheduled: when it starts, and how long that is', () => {
    draw(makeJob({ status: 'scheduled', attempt: 0, startedAt: null, runAt: seconds(9 * 86_400) }));
    expect(screen.getByText('in 9 days')).toBeTruthy();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('lost: says so, and offers to look again', () => {
    const onCheckAgain = vi.fn();
    const root = draw(makeJob(), { lost: true, onCheckAgain });
    expect(root.dataset.status).toBe('lost');
    expect(screen.getByText('We lost track of this job')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(onCheckAgain).toHaveBeenCalledOnce();
  });

  it('stale: a pale bar with the last known figure', () => {
    draw({ ...makeJob(), stale: true });
    expect(bar().hasAttribute('data-stale')).toBe(true);
    expect(bar().getAttribute('aria-valuenow')).toBe('42');
  });
});

describe('what a toast does with trouble and focus', () => {
  it('says why an action did not work in the place of the message', () => {
    draw(makeJob(), { problem: 'You are offline. Nothing was changed.' });
    expect(screen.getByText('You are offline. Nothing was changed.')).toBeTruthy();
  });

  it('does not send a second Retry while the first is on its way', () => {
    const onRetry = vi.fn();
    draw(failedJob(), { onRetry, waiting: 'retry' });
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(onRetry).not.toHaveBeenCalled();
  });

  it('keeps the focus inside when the action that had it goes away', () => {
    const { container, rerender } = render(toast(makeJob()));
    screen.getByRole('button', { name: 'Cancel' }).focus();
    rerender(toast(completedJob()));
    expect(container.contains(document.activeElement)).toBe(true);
    expect(document.activeElement).not.toBe(document.body);
  });
});

it('a toast offers to tell of the end elsewhere, where that was asked of it, and only while the job runs', () => {
  const onNotify = vi.fn();
  draw(makeJob(), { onNotify });
  fireEvent.click(screen.getByRole('button', { name: 'Notify me when it is done' }));
  expect(onNotify).toHaveBeenCalledOnce();
  cleanup();
  draw(makeJob());
  expect(actions()).not.toContain('Notify me when it is done');
  cleanup();
  draw(completedJob(), { onNotify });
  expect(actions()).not.toContain('Notify me when it is done');
});
