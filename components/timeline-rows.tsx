import type { JobHistory } from '#contracts/api';
import type { JobStatus } from '#contracts/job';
import type { ShownJob } from './job-text';

/** How a row's bar is drawn. */
export type BarKind = 'wait' | 'attempt' | 'step' | 'kept' | 'backoff' | 'end';

export interface TimelineRow {
  /** Unique within the timeline. */
  readonly id: string;
  readonly kind: BarKind;
  /** Colour and glyph. */
  readonly state: JobStatus;
  /** The step, or all kept steps; else empty: the kind says it. */
  readonly names: readonly string[];
  /** The attempt it belongs to; for `kept` the attempt the values come from. 0 before the first. */
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Still growing. */
  readonly live: boolean;
  /** The attempt went back into line without having failed. */
  readonly handedBack?: boolean;
}

export interface Timeline {
  readonly rows: readonly TimelineRow[];
  /** Time of the axis' start in milliseconds since 1970; a long wait for a scheduled time is left out. */
  readonly startMs: number;
  readonly endMs: number;
  readonly waitingMs: number;
  readonly backoffMs: number;
  readonly live: boolean;
}

type Change = JobHistory['changes'][number];
type Step = JobHistory['steps'][number];

const isEnd = (status: JobStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';
const waits = (status: JobStatus): boolean => status === 'pending' || status === 'scheduled';

/** A stretch of one state; `cancelling` belongs to the stretch it falls into. */
interface Stretch {
  readonly status: JobStatus;
  readonly attempt: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly live: boolean;
  /** What ended it, or the state it is in now. */
  readonly next: JobStatus;
}

function toStretches(changes: readonly Change[], nowMs: number): Stretch[] {
  const sorted = [...changes].sort((a, b) => a.rev - b.rev);
  const last = sorted.at(-1);
  const main = sorted.filter(({ status, attempt }, index) => {
    const before = sorted[index - 1];
    // A job that waits for its children goes on with the attempt it had begun.
    const goesOn = status === 'running' && before?.status === status && before.attempt === attempt;
    return !goesOn && (status !== 'cancelling' || index === 0);
  });
  return main.map((change, index) => {
    const after = main[index + 1];
    const fromMs = Date.parse(change.at);
    const live = after === undefined && !isEnd(change.status);
    return {
      status: change.status,
      attempt: change.attempt,
      fromMs,
      toMs: after
        ? Math.max(fromMs, Date.parse(after.at))
        : live
          ? Math.max(fromMs, nowMs)
          : fromMs,
      live,
      next: after?.status ?? last?.status ?? change.status,
    };
  });
}

/** How an attempt came out, told by what followed it. */
function attemptState({ next, live }: Stretch): JobStatus {
  if (live) return next === 'cancelling' ? 'cancelling' : 'running';
  if (next === 'completed' || next === 'cancelled') return next;
  // Back in line: a worker gave it up on purpose, the next attempt begins where this one ended.
  return waits(next) ? 'pending' : 'failed';
}

function stepRows(stretch: Stretch, steps: readonly Step[], job: ShownJob): TimelineRow[] {
  const own = steps
    .filter(({ attempt }) => attempt === stretch.attempt)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  const kept = steps.filter(({ attempt }) => attempt < stretch.attempt);
  const rows: TimelineRow[] = [];
  const base = { attempt: stretch.attempt, live: false } as const;
  if (kept.length > 0) {
    rows.push({
      ...base,
      id: `kept-${stretch.attempt}`,
      kind: 'kept',
      state: 'completed',
      names: kept.map(({ name }) => name),
      attempt: Math.max(...kept.map(({ attempt }) => attempt)),
      fromMs: stretch.fromMs,
      toMs: stretch.fromMs,
    });
  }
  for (const step of own) {
    rows.push({
      ...base,
      id: `step-${stretch.attempt}-${step.name}`,
      kind: 'step',
      state: 'completed',
      names: [step.name],
      fromMs: Date.parse(step.startedAt),
      toMs: Date.parse(step.finishedAt),
    });
  }
  const current = job.progress.step?.name;
  if (stretch.live && current && !own.some(({ name }) => name === current)) {
    const since = rows.at(-1)?.toMs ?? stretch.fromMs;
    rows.push({
      ...base,
      id: `step-${stretch.attempt}-live`,
      kind: 'step',
      state: attemptState(stretch),
      names: [current],
      fromMs: since,
      toMs: stretch.toMs,
      live: true,
    });
  }
  return rows;
}

function rowsOf(stretch: Stretch, steps: readonly Step[], job: ShownJob): TimelineRow[] {
  const { status, attempt, fromMs, toMs, live, next } = stretch;
  const row = { names: [], attempt, fromMs, toMs, live } as const;
  if (waits(status) || status === 'cancelling') {
    return [{ ...row, id: `wait-${fromMs}-${attempt}`, kind: 'wait', state: status }];
  }
  if (status === 'running') {
    const head: TimelineRow = {
      ...row,
      id: `attempt-${attempt}-${fromMs}`,
      kind: 'attempt',
      state: attemptState(stretch),
      handedBack: !live && waits(next),
    };
    return [head, ...stepRows(stretch, steps, job)];
  }
  if (status === 'retrying') {
    return [{ ...row, id: `backoff-${fromMs}`, kind: 'backoff', state: 'retrying' }];
  }
  return [{ ...row, id: 'end', kind: 'end', state: status }];
}

const sumOf = (rows: readonly TimelineRow[], kind: BarKind): number =>
  rows.reduce((sum, row) => (row.kind === kind ? sum + row.toMs - row.fromMs : sum), 0);

/**
 * The timeline of a job: what it waited for, its attempts with their steps, and the pauses between.
 *
 * @param nowMs the server's time in milliseconds since 1970; the end of what is still going on
 */
export function timelineOf(
  job: ShownJob,
  history: Pick<JobHistory, 'changes' | 'steps'>,
  nowMs: number,
): Timeline {
  const stretches = toStretches(history.changes, nowMs);
  const rows = stretches.flatMap((stretch) => rowsOf(stretch, history.steps, job));
  const first = stretches[0];
  const appointment = first?.status === 'scheduled' && stretches.length > 1 ? first : undefined;
  const startMs = appointment ? appointment.toMs : (first?.fromMs ?? Date.parse(job.createdAt));
  const endMs = Math.max(startMs, ...rows.map(({ toMs }) => toMs));
  const waitRows = rows.filter(({ state }) => state !== 'scheduled');
  return {
    rows,
    startMs,
    endMs,
    waitingMs: sumOf(waitRows, 'wait'),
    backoffMs: sumOf(rows, 'backoff'),
    live: stretches.at(-1)?.live ?? false,
  };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 4, 5, 8, 10, 12, 15, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50].map((n) => n * DAY),
];
/** Grid lines of a lane. */
export const GRID_LINES = 6;

/** The axis' length in milliseconds: six round steps that hold the whole of it. */
export function axisSpanMs(totalMs: number): number {
  const least = Math.max(totalMs, 1) / GRID_LINES;
  const step = STEPS_MS.find((one) => one >= least) ?? Math.ceil(least / DAY) * DAY;
  return step * GRID_LINES;
}

/** Where a bar lies on the axis, in percent. What lies before the axis sticks to its start. */
export function placeBar(
  row: Pick<TimelineRow, 'fromMs' | 'toMs'>,
  startMs: number,
  spanMs: number,
): { x: number; w: number } {
  const percent = (ms: number) => Math.min(100, Math.max(0, ((ms - startMs) / spanMs) * 100));
  const x = percent(row.fromMs);
  return { x, w: percent(row.toMs) - x };
}

/** How much of the time is looked at: all of it, or a minute or ten of it. */
export type Zoom = 'fit' | '1m' | '10m';
const ZOOMS_MS = { '1m': MINUTE, '10m': 10 * MINUTE } as const;

/** The zooms under which not everything is seen at once; none where all of it fits. */
export const zoomsOf = ({ startMs, endMs }: Timeline): readonly Zoom[] =>
  (['1m', '10m'] as const).filter((zoom) => endMs - startMs > ZOOMS_MS[zoom]);

/** The stretch of time that is drawn. */
export interface AxisWindow {
  /** Milliseconds since 1970. */
  readonly fromMs: number;
  readonly spanMs: number;
  /** Whether there is more before and after it. */
  readonly earlier: boolean;
  readonly later: boolean;
}

/**
 * The stretch of time under a zoom.
 *
 * @param fromMs where it is to begin, in milliseconds since 1970; null follows the end
 */
export function axisWindow(timeline: Timeline, zoom: Zoom, fromMs: number | null): AxisWindow {
  const { startMs, endMs } = timeline;
  if (zoom === 'fit') {
    const spanMs = axisSpanMs(endMs - startMs);
    return { fromMs: startMs, spanMs, earlier: false, later: false };
  }
  const spanMs = axisSpanMs(ZOOMS_MS[zoom]);
  const last = Math.max(startMs, endMs - spanMs);
  const from = Math.min(last, Math.max(startMs, fromMs ?? last));
  return { fromMs: from, spanMs, earlier: from > startMs, later: from < last };
}

/** Whether any of a row falls into the stretch. */
export const isWithin = (row: TimelineRow, { fromMs, spanMs }: AxisWindow): boolean =>
  row.toMs >= fromMs && row.fromMs <= fromMs + spanMs;
