// @vitest-environment jsdom

import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatencyChart } from '#components/admin/latency-chart';
import { ThroughputChart } from '#components/admin/throughput-chart';
import { useClock } from '#components/charts/clock';
import type { Overview } from '#contracts/admin';
import { act, cleanup, fireEvent, render, screen, within } from '../../helpers/render';
import { figures, overviewOf, START } from './admin-fixtures';

// A canvas needs a browser; what is read and pressed does not.
vi.mock('../../../components/charts/line-plot', () => ({ LinePlot: () => null }));

const onOpen = vi.fn();
const onWiden = vi.fn();
beforeEach(() => onOpen.mockReset());
afterEach(cleanup);

interface PairProps {
  overview: Overview;
  busy?: boolean;
}

/** Both charts under one cross-hair, as the page has them. */
function Pair({ overview, busy = false }: PairProps) {
  const [at, onMove] = useState<number | null>(null);
  const clock = useClock('utc', 3_600_000, overview.bucketMs);
  const wider = { label: 'Widen to 24 h', onPress: onWiden };
  const shared = { overview, clock, at, onMove, busy, wider };
  return (
    <>
      <ThroughputChart {...shared} onOpen={onOpen} />
      <LatencyChart {...shared} />
    </>
  );
}

const show = async (overview: Overview) => {
  // Lets the plotter's stand-in come.
  await act(async () => void render(<Pair overview={overview} />));
};
const panelOf = (id: 'throughput' | 'latency') =>
  within(document.getElementById(id) as HTMLElement);

describe('a chart of the overview', () => {
  it('says in one sentence how failures moved, and where they come from', async () => {
    const byType = [
      { type: 'train', ...figures(10, 9, 400) },
      { type: 'translate', ...figures(80, 1, 400) },
    ];
    await show(
      overviewOf(
        [
          [45, 0],
          [45, 10],
        ],
        { byType },
      ),
    );
    expect(
      screen.getByText(
        '100 jobs ended. Failures rose from 0.4 % to 10 %, 90 % of them Train on guidelines.',
      ),
    ).toBeTruthy();
    expect(
      screen.getByText(/Half of all jobs took 400 ms at most.*p99 peaked at 2\.0 s at 12:01/),
    ).toBeTruthy();
  });

  it('keeps its axes without jobs, and says so', async () => {
    await show(
      overviewOf([
        [0, 0],
        [0, 0],
      ]),
    );
    expect(screen.getAllByText('No jobs in this range')).toHaveLength(2);
    expect(
      screen.getByText('No job ended in this range; 1,000 jobs did in the one before.'),
    ).toBeTruthy();
    expect(document.querySelectorAll('.chart-y')).toHaveLength(2);
    fireEvent.click(screen.getAllByText('Widen to 24 h')[0] as HTMLElement);
    expect(onWiden).toHaveBeenCalledOnce();
  });

  it('goes through time by the arrow keys, says each stop in words, and opens its jobs', async () => {
    await show(
      overviewOf([
        [3, 0],
        [4, 1],
        [5, 0],
      ]),
    );
    const bars = screen.getByRole('slider', { name: 'Jobs that ended, over time' });
    const says = () => bars.getAttribute('aria-valuetext');
    act(() => bars.focus());
    expect(says()).toBe('12:02 – 12:03: Completed 5, Cancelled 0, Failed 0');
    fireEvent.keyDown(bars, { key: 'ArrowLeft' });
    expect(says()).toBe('12:01 – 12:02: Completed 4, Cancelled 0, Failed 1');
    // One cross-hair for both: what was slow when things failed.
    const lines = screen.getByRole('slider', { name: 'Run time, over time' });
    expect(lines.getAttribute('aria-valuetext')).toBe(
      '12:01 – 12:02: p50 500 ms, p95 1.0 s, p99 2.0 s',
    );
    fireEvent.keyDown(bars, { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith(START + 60_000, START + 120_000);
    fireEvent.keyDown(bars, { key: 'Home' });
    fireEvent.keyDown(bars, { key: 'ArrowLeft' });
    expect(bars.getAttribute('aria-valuenow')).toBe('0');
    fireEvent.keyDown(bars, { key: 'Escape' });
    expect(document.querySelector('.chart-cross')).toBeNull();
  });

  it('hides a state by its entry in the legend, and counts the rest', async () => {
    await show(
      overviewOf([
        [3, 2],
        [4, 1],
      ]),
    );
    const failed = panelOf('throughput').getByRole('button', { name: /^Failed/ });
    expect(failed.getAttribute('aria-pressed')).toBe('true');
    expect(failed.textContent).toBe('Failed3');
    expect(document.querySelectorAll('.bars [data-state="failed"]')).toHaveLength(2);
    fireEvent.click(failed);
    expect(failed.getAttribute('aria-pressed')).toBe('false');
    expect(document.querySelectorAll('.bars [data-state="failed"]')).toHaveLength(0);
    expect(document.querySelectorAll('.bars [data-state="completed"]')).toHaveLength(2);
  });

  it('shows its figures as a table', async () => {
    await show(
      overviewOf([
        [3, 2],
        [1_204, 1],
      ]),
    );
    const panel = panelOf('throughput');
    fireEvent.click(panel.getByRole('button', { name: 'View as table' }));
    const [, first, second] = panel.getAllByRole('row');
    expect(first?.textContent).toBe('12:00 – 12:01302');
    expect(second?.textContent).toBe('12:01 – 12:021,20401');
    expect(panel.queryByRole('slider')).toBeNull();
  });

  it('draws waits instead of runs, and powers of ten, where it is asked to', async () => {
    await show(
      overviewOf([
        [3, 0],
        [4, 0],
      ]),
    );
    const panel = panelOf('latency');
    fireEvent.click(panel.getByRole('button', { name: 'Queue wait' }));
    expect(panel.getByText(/Half of all jobs began within 400 ms/)).toBeTruthy();
    const log = panel.getByRole('button', { name: 'Log scale' });
    const axis = () => document.querySelectorAll('#latency .chart-y span:not(.sizer)');
    fireEvent.click(log);
    expect(log.getAttribute('aria-pressed')).toBe('true');
    expect([...axis()].map(({ textContent }) => textContent)).toEqual(['100 ms', '1 s', '10 s']);
  });
});
