import type { Engine, Job, JobError, JobProgress, WaitingFor } from '#contracts/job';
import { isTerminal } from '#contracts/job';
import { MAX_INLINE_RESULT_BYTES } from '#contracts/limits';
import { type JobRow, NEXT_KEY_PREFIX, shownStatus } from '../store/job-row';

/** What the engine and the feed know of a job beyond its row. */
export interface LiveFacts {
  readonly progress?: JobProgress | null;
  readonly queuePosition?: number | null;
  /** Time until which the owner's start limit holds the job, in ms since 1970. */
  readonly limitedUntil?: number | null;
  /** Time left, where it can be told. */
  readonly etaMs?: number | null;
  /** True where no worker process has shown itself lately. */
  readonly noWorker?: boolean;
  /** True while an operator has paused the job's type. */
  readonly paused?: boolean;
  /** True while the queue is away. */
  readonly engineAway?: boolean;
}

const iso = (date: Date | null): string | null => (date ? date.toISOString() : null);

const parse = <T>(text: string | null): T | null =>
  text === null ? null : (JSON.parse(text) as T);

const waitingFor = (row: JobRow, facts: LiveFacts): WaitingFor | null => {
  if (row.state === 'scheduled') return { reason: 'schedule', until: row.run_at.toISOString() };
  if (row.state === 'retrying') return { reason: 'backoff', until: row.run_at.toISOString() };
  if (row.state === 'waiting') return { reason: 'child' };
  if (row.state !== 'pending' && row.state !== 'resuming') return null;
  if (facts.engineAway) return { reason: 'engine' };
  if (facts.paused) return { reason: 'paused' };
  if (facts.limitedUntil && facts.limitedUntil > Date.now()) {
    return { reason: 'limit', until: new Date(facts.limitedUntil).toISOString() };
  }
  return { reason: facts.noWorker ? 'no-worker' : 'worker' };
};

const progressOf = (row: JobRow, facts: LiveFacts): JobProgress => {
  const known = facts.progress ?? parse<JobProgress>(row.progress);
  if (row.state === 'completed') return { percent: 100, message: known?.message ?? '' };
  return known ?? { percent: row.attempt === 0 ? 0 : null, message: '' };
};

const durationOf = (row: JobRow): number | null =>
  row.started_at ? (row.finished_at ?? new Date()).getTime() - row.started_at.getTime() : null;

/**
 * A row as the outside sees it: the one place that knows both shapes.
 *
 * @param maxResultBytes larger results are left out and `resultOmitted` says so; Infinity keeps all
 */
export const viewJob = (
  row: JobRow,
  facts: LiveFacts = {},
  maxResultBytes: number = MAX_INLINE_RESULT_BYTES,
): Job => {
  const omitted = row.result !== null && Buffer.byteLength(row.result) > maxResultBytes;
  return {
    id: row.id,
    type: row.type,
    userId: row.owner,
    status: shownStatus(row.state),
    progress: progressOf(row, facts),
    attempt: row.attempt,
    // A crash is not the handler's doing: it earns one attempt more, and the count stays honest.
    maxAttempts: row.max_attempts + row.crashes,
    createdAt: row.created_at.toISOString(),
    startedAt: iso(row.started_at),
    finishedAt: iso(row.finished_at),
    durationMs: durationOf(row),
    etaMs: facts.etaMs ?? null,
    queuePosition: row.state === 'pending' ? (facts.queuePosition ?? null) : null,
    waitingFor: waitingFor(row, facts),
    result: omitted ? null : parse<unknown>(row.result),
    ...(omitted ? { resultOmitted: true } : {}),
    error: parse<JobError>(row.error),
    runAt: isTerminal(row.state) ? null : row.run_at.toISOString(),
    retryOf: row.retry_of,
    parentId: row.parent_id,
    traceId: row.trace_id,
    engine: parse<Engine>(row.engine),
    // The key of a next job is the platform's own.
    clientKey: row.idem_key?.startsWith(NEXT_KEY_PREFIX) ? null : row.idem_key,
    rev: row.rev,
  };
};
