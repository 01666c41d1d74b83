import { describe, expect, it } from 'vitest';
import { axisSpanMs, placeBar, type TimelineRow, timelineOf } from '#components/timeline-rows';
import type { JobHistory } from '#contracts/api';
import type { JobStatus } from '#contracts/job';
import { history, historyJob, makeJob, NOW } from './job-fixtures';

const at = (ms: number): string => new Date(NOW + ms).toISOString();
/** A history told as “status at second, attempt”. */
const told = (...changes: [JobStatus, number, number][]): JobHistory => ({
  input: {},
  options: {},
  changes: changes.map(([status, second, attempt], index) => ({
    rev: index + 1,
    at: at(second * 1_000),
    status,
    attempt,
    actor: null,
    detail: null,
  })),
  steps: [],
});
const short = (rows: readonly TimelineRow[]) =>
  rows.map(({ kind, state, attempt, fromMs, toMs }) =>
    [kind, state, attempt, (toMs - fromMs) / 1_000].join(' '),
  );

describe('the rows of a timeline', () => {
  it('tell waiting, attempts, steps, kept steps, back-off and the end in order', () => {
    const { rows } = timelineOf(historyJob(), history, NOW);
    expect(short(rows)).toEqual([
      'wait pending 0 2.1',
      'attempt failed 1 19.2',
      'step completed 1 3.4',
      'step completed 1 8.1',
      'backoff retrying 1 10',
      'attempt completed 2 26.9',
      'kept completed 1 0',
      'step completed 2 19.9',
      'step completed 2 6.2',
      'end completed 2 0',
    ]);
    expect(rows.find(({ kind }) => kind === 'kept')?.names).toEqual(['read-resume', 'score-role']);
  });

  it('add up what was waited for and what was lost to back-off', () => {
    const timeline = timelineOf(historyJob(), history, NOW);
    expect(timeline.endMs - timeline.startMs).toBe(58_200);
    expect(timeline.waitingMs).toBe(2_100);
    expect(timeline.backoffMs).toBe(10_000);
    expect(timeline.live).toBe(false);
  });

  it('come in the order of the revisions, however they arrive', () => {
    const shuffled = { ...history, changes: [...history.changes].reverse() };
    expect(timelineOf(historyJob(), shuffled, NOW)).toEqual(timelineOf(historyJob(), history, NOW));
  });

  it('grow to now while the job runs, with the step that is under way', () => {
    const step = { index: 2, total: 3, name: 'rewrite-bullets' };
    const job = makeJob({ progress: { percent: 40, message: 'Rewriting', step } });
    const { rows, live } = timelineOf(job, told(['pending', 0, 0], ['running', 2, 1]), NOW + 9_000);
    expect(live).toBe(true);
    expect(short(rows)).toEqual(['wait pending 0 2', 'attempt running 1 7', 'step running 1 7']);
    expect(rows.map((row) => row.live)).toEqual([false, true, true]);
  });

  it('keep the attempt going while it is being cancelled', () => {
    const job = makeJob({ status: 'cancelling' });
    const running = told(['running', 0, 1], ['cancelling', 3, 1]);
    expect(short(timelineOf(job, running, NOW + 5_000).rows)).toEqual(['attempt cancelling 1 5']);
    const ended = told(['running', 0, 1], ['cancelling', 3, 1], ['cancelled', 4, 1]);
    expect(short(timelineOf(job, ended, NOW + 5_000).rows)).toEqual([
      'attempt cancelled 1 4',
      'end cancelled 1 0',
    ]);
  });

  it('call an attempt handed back, not failed, where the job went back into line', () => {
    const { rows } = timelineOf(
      makeJob(),
      told(['running', 0, 1], ['pending', 5, 1], ['running', 6, 2], ['completed', 9, 2]),
      NOW,
    );
    expect(rows[0]).toMatchObject({ kind: 'attempt', handedBack: true, state: 'pending' });
    expect(rows[2]).toMatchObject({ kind: 'attempt', handedBack: false, state: 'completed' });
  });

  it('leave nine days of waiting for the appointed time out of the axis', () => {
    const week = 9 * 86_400;
    const scheduled = told(
      ['scheduled', 0, 0],
      ['pending', week, 0],
      ['running', week + 1, 1],
      ['completed', week + 4, 1],
    );
    const { startMs, endMs, waitingMs } = timelineOf(makeJob(), scheduled, NOW);
    expect(endMs - startMs).toBe(4_000);
    expect(waitingMs).toBe(1_000);
  });

  it('are none, and nothing breaks, without a history', () => {
    const { rows, startMs } = timelineOf(makeJob(), told(), NOW);
    expect(rows).toEqual([]);
    expect(startMs).toBe(Date.parse(makeJob().createdAt));
  });
});

describe('the axis', () => {
  it('is six round steps that hold the whole', () => {
    expect(axisSpanMs(58_200)).toBe(60_000);
    expect(axisSpanMs(64_000)).toBe(72_000);
    expect(axisSpanMs(1)).toBe(6);
    expect(axisSpanMs(0)).toBe(6);
  });

  it('holds any length from a millisecond to a year', () => {
    for (let ms = 1; ms < 400 * 86_400_000; ms = Math.ceil(ms * 1.37)) {
      const span = axisSpanMs(ms);
      expect(span).toBeGreaterThanOrEqual(ms);
      expect(span % 6).toBe(0);
    }
  });

  it('places bars in percent and never outside of the lane', () => {
    expect(placeBar({ fromMs: 10, toMs: 35 }, 0, 100)).toEqual({ x: 10, w: 25 });
    expect(placeBar({ fromMs: -50, toMs: -10 }, 0, 100)).toEqual({ x: 0, w: 0 });
    expect(placeBar({ fromMs: 90, toMs: 500 }, 0, 100)).toEqual({ x: 90, w: 10 });
  });
});
