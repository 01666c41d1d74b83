import { afterEach, expect, it, vi } from 'vitest';
import { ScheduleFacts } from '#components/schedules/schedule-facts';
import { ScheduleForm } from '#components/schedules/schedule-form';
import { ScheduleHistory } from '#components/schedules/schedule-history';
import type { Schedule, Slot } from '#contracts/schedules';
import { cleanup, fireEvent, render, screen, waitFor } from '../helpers/render';

afterEach(cleanup);
const jobHref = (id: string) => `/jobs/${id}`;

it('an expression that is refused stays in its field, with the reason under it', async () => {
  const onSave = vi.fn(async () => ({ cron: 'No month has this day.' }));
  render(
    <ScheduleForm
      time={{ cron: '0 4 * * *', timezone: 'UTC' }}
      onSave={onSave}
      onCancel={vi.fn()}
    />,
  );
  const field = screen.getByLabelText('Expression');
  fireEvent.change(field, { target: { value: '0 0 30 2 *' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(onSave).toHaveBeenCalledWith({ cron: '0 0 30 2 *', timezone: 'UTC' });
  expect(screen.getByText('No month has this day.')).toBeTruthy();
  expect((field as HTMLInputElement).value).toBe('0 0 30 2 *');
});

it('next runs are told in the reader’s zone and in UTC; a failed run says why', () => {
  const schedule: Schedule = {
    ...{ name: 'tidy', type: 'housekeeping', cron: '0 4 * * *', timezone: 'UTC' },
    ...{ description: 'At 04:00', declared: { cron: '0 4 * * *', timezone: 'UTC' } },
    ...{ edited: false, paused: false, overlap: 'queue', misfire: 'all', runAtStart: false },
    ...{ healthy: true, version: 1, nextRuns: ['2030-05-01T04:00:00.000Z'] },
    stats: {
      ...{ totalRuns: 3, successfulRuns: 1, failedRuns: 2, skippedRuns: 4 },
      ...{ consecutiveFailures: 2, averageDurationMs: 1_500 },
    },
    lastRun: {
      ...{ id: 'j-1', startedAt: '2026-05-01T04:00:00.000Z', completedAt: null, status: 'FAILED' },
      ...{ articlesProcessed: null, embeddingsCreated: null, durationMs: 20 },
      errorMessage: 'The disk was full.',
    },
  };
  render(<ScheduleFacts schedule={schedule} jobHref={jobHref} />);
  expect(screen.getByText('1 May 2030, 04:00:00 UTC')).toBeTruthy();
  expect(screen.getByText('1 succeeded, 2 failed, 4 skipped')).toBeTruthy();
  expect(screen.getByText('The disk was full.')).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('/jobs/j-1');
});

it('the history says what became of each slot, and who changed what', () => {
  const slot = (hour: string, more: Partial<Slot>): Slot => ({
    ...{ at: `2026-05-01T${hour}:00:00.000Z`, kind: 'cron', outcome: 'started', slots: 1 },
    ...{ jobId: null, status: null, durationMs: null },
    ...more,
  });
  const slots = [
    slot('04', { jobId: 'j-2', status: 'completed', durationMs: 2_000 }),
    slot('03', { outcome: 'skipped_misfire', slots: 12 }),
    slot('02', { outcome: 'skipped_by_hand' }),
  ];
  const changes = [
    {
      at: '2026-05-01T01:00:00.000Z',
      actor: 'u-1',
      actorName: 'ada',
      action: 'edit',
      detail: '1 UTC → 2 UTC',
    },
  ];
  render(<ScheduleHistory history={{ slots, changes }} jobHref={jobHref} />);
  expect(screen.getByText('12 slots missed')).toBeTruthy();
  expect(screen.getByText('Skipped by an admin')).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('/jobs/j-2');
  expect(screen.getByText('ada').parentElement?.textContent).toMatch(
    /changed its time.*1 UTC → 2 UTC/,
  );
});
