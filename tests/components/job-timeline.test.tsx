// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobTimeline } from '#components/job-timeline';
import { act, cleanup, render, screen, within } from '../helpers/render';
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
});
