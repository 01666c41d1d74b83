import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobTimeline } from '#components/job-timeline';
import { act, cleanup, fireEvent, render, screen, within } from '../helpers/render';
import { history, historyJob, makeJob, NOW } from './job-fixtures';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a timeline', () => {
  it('is a list that says in words what its bars draw', () => {
    render(<JobTimeline job={historyJob()} history={history} />);
    const rows = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      'Queued2.1 s',
      'Attempt 1 of 3Failed19.2 s',
      'Read resumeCompleted3.4 s',
      'Score roleCompleted8.1 s',
      'Back-off10.0 s',
      'Attempt 2 of 3Completed26.9 s',
      'Read resume, Score role: kept from attempt 1Completedkept',
      'Rewrite bulletsCompleted19.9 s',
      'Check sectionsCompleted6.2 s',
      'Finished58.2 s',
    ]);
  });

  it('sums up in its head', () => {
    render(<JobTimeline job={historyJob()} history={history} />);
    expect(screen.getByText('58.2 s, of which 2.1 s waiting and 10.0 s back-off')).toBeTruthy();
  });

  it('grows by the second while the job runs, by the server’s clock', () => {
    const changes = history.changes.slice(0, 2);
    render(<JobTimeline job={makeJob()} history={{ changes, steps: [] }} clockOffsetMs={3_000} />);
    expect(screen.getByText('1 min 1 s so far, of which 2.1 s waiting')).toBeTruthy();
    act(() => vi.advanceTimersByTime(4_000));
    expect(screen.getByText('1 min 5 s so far, of which 2.1 s waiting')).toBeTruthy();
    expect(document.querySelectorAll('.bar[data-live]')).toHaveLength(1);
  });

  it('selects rows by the arrow keys, and tells all about the selected one', () => {
    const changes = history.changes.map((change) =>
      change.status === 'retrying' ? { ...change, detail: 'The provider was busy.' } : change,
    );
    render(<JobTimeline job={historyJob()} history={{ ...history, changes }} />);
    expect(document.querySelectorAll('ol [tabindex="0"]')).toHaveLength(1);
    const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });
    act(() => screen.getByRole('button', { name: 'Queued' }).focus());
    press('ArrowDown');
    const details = screen.getByRole('region', { name: 'The selected row' });
    expect(details.textContent).toMatch(/Attempt 1 of 3.*\+2\.1 s.*\+21\.3 s.*19\.2 s/);
    expect(details.textContent).toContain('The provider was busy.');
    press('End');
    expect(screen.getByRole('region', { name: 'The selected row' }).textContent).toContain(
      'Finished',
    );
    expect(document.activeElement?.textContent).toBe('Finished');
    fireEvent.click(screen.getByRole('button', { name: 'Finished' }));
    expect(screen.queryByRole('region', { name: 'The selected row' })).toBeNull();
  });

  it('folds its steps away', () => {
    const onFold = vi.fn();
    const all = <JobTimeline job={historyJob()} history={history} onFold={onFold} />;
    const { rerender } = render(all);
    fireEvent.click(screen.getByRole('button', { name: 'Hide steps' }));
    expect(onFold).toHaveBeenCalledWith(true);
    rerender(<JobTimeline job={historyJob()} history={history} onFold={onFold} folded />);
    expect(screen.queryByText('Read resume')).toBeNull();
    expect(screen.getByText('Attempt 2 of 3')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show steps' }));
    expect(onFold).toHaveBeenLastCalledWith(false);
  });

  it('shows a part of a long time, the end first, and goes to the row that is selected', () => {
    const late = { ...historyJob(), finishedAt: new Date(NOW + 600_000).toISOString() };
    const changes = history.changes.map((change) =>
      change.status === 'completed' ? { ...change, at: late.finishedAt } : change,
    );
    render(<JobTimeline job={late} history={{ ...history, changes }} />);
    const ticks = () => document.querySelector('.ticks')?.textContent;
    expect(ticks()).toMatch(/^0 s/);
    expect(screen.getByRole('button', { name: 'Fit' }).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: '1 min' }));
    expect(ticks()).toMatch(/^9 min 58 s/);
    const bars = document.querySelectorAll('.bar').length;
    fireEvent.click(screen.getByRole('button', { name: 'Earlier' }));
    expect(ticks()).toMatch(/^9 min 28 s/);
    fireEvent.click(screen.getByRole('button', { name: 'Queued' }));
    expect(ticks()).toMatch(/^0 s/);
    expect(document.querySelectorAll('.bar').length).toBeGreaterThan(bars);
  });
});
