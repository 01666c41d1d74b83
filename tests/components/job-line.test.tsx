import { afterEach, describe, expect, it } from 'vitest';
import { JobLine } from '#components/job-line';
import type { ShownJob } from '#components/job-text';
import { cleanup, render, screen } from '../helpers/render';
import { makeJob } from './job-fixtures';

afterEach(cleanup);

const draw = (changes: Parameters<typeof makeJob>[0]) => {
  const job: ShownJob = makeJob(changes);
  const { container } = render(<JobLine job={job} href="/jobs/one" />);
  return container.textContent ?? '';
};
const ended = { finishedAt: new Date().toISOString(), durationMs: 58_000 };

describe('the line beside Generate', () => {
  it('shows what is being done, how far it is and how long it takes', () => {
    const text = draw({});
    expect(text).toContain('Rewriting bullet points (5/12)');
    expect(text).toContain('42 % · about 20 s left');
    const bar = screen.getByRole('progressbar', { name: 'Resume optimisation' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
  });

  it('says where a job stands that waits, and draws no progress it has not made', () => {
    const text = draw({ status: 'pending', attempt: 0, startedAt: null, queuePosition: 3 });
    expect(text).toContain('Queued, 3rd in line');
    expect(text).not.toContain('%');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0');
  });

  it('pales the bar of an attempt that failed and will be tried again', () => {
    draw({ status: 'retrying' });
    expect(screen.getByRole('progressbar').hasAttribute('data-stale')).toBe(true);
  });

  it('says how it ended in one line, with the way to the result', () => {
    const text = draw({
      ...ended,
      status: 'completed',
      progress: { percent: 100, message: '74 of 100 for Data engineer' },
    });
    expect(text).toContain('Completed');
    expect(text).toContain('74 of 100');
    expect(screen.getByRole('link', { name: 'View' }).getAttribute('href')).toBe('/jobs/one');
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('says why it failed', () => {
    const error = { code: 'timeout', message: 'It took longer than 2 min.', retryable: true };
    const text = draw({ ...ended, status: 'failed', error });
    expect(text).toContain('Failed');
    expect(text).toContain('It took longer than 2 min.');
  });
});
