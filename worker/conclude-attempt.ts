import type { PlatformCore } from '#platform/create-platform';
import type { NextJob } from '#platform/store/flow-ledger';
import type { JobRow } from '#platform/store/job-row';
import type { AttemptEnd, ClaimedJob, EndedRow } from '#platform/store/ledger';
import { insist } from '#platform/store/transient';
import { SpanKind, withSpan } from '#platform/tracing/spans';
import { inheritedOptions } from './create-children';
import type { LiveRun } from './live-runs';
import type { OutputBuffer } from './output-buffer';

export interface ConcludeParts {
  readonly platform: Pick<PlatformCore, 'ledger' | 'reads' | 'flows' | 'handOver' | 'metrics'>;
}

/** The attempt that is over. */
interface Over {
  readonly job: ClaimedJob;
  readonly run: LiveRun;
  readonly output: OutputBuffer;
  /** Jobs to be queued with its success. */
  readonly next: readonly NextJob[];
}

/** How the engine is told about it. */
export type AttemptResult =
  | { readonly kind: 'done' }
  /** Nobody runs it now; it may have been let go on before the engine had put it away. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'again'; readonly inMs: number }
  | { readonly kind: 'returned' }
  | { readonly kind: 'lost' };

export const blankEnd = {
  result: null,
  error: null,
  delayMs: 0,
  engine: null,
  refund: 0,
  detail: null,
  fingerprint: null,
} as const;

const finish = (
  { ledger, flows }: ConcludeParts['platform'],
  { job, next }: Over,
  end: AttemptEnd,
): Promise<EndedRow | null> =>
  end.state === 'completed' && next.length > 0
    ? flows.ledger.finishWithNext(end, inheritedOptions(job), next)
    : ledger.finish(end);

/**
 * Commits an end. null: somebody else has the job. An end whose answer was lost is recognised by fence
 * and state; one that met a cancel becomes a cancel.
 */
const commit = async (
  parts: ConcludeParts,
  over: Over,
  end: AttemptEnd,
): Promise<JobRow | null> => {
  const { job } = over;
  const ended = await insist(() => finish(parts.platform, over, end));
  if (ended) {
    const { result, error } = end;
    return {
      ...job,
      ...ended,
      result,
      error,
      progress: end.progress ?? job.progress,
      engine: end.engine ?? job.engine,
    };
  }
  const now = await insist(() => parts.platform.reads.find(end.id));
  if (!now || now.fence !== end.fence) return null;
  if (now.state === end.state) return now;
  if (now.state === 'cancelling')
    return commit(parts, over, { ...end, ...blankEnd, state: 'cancelled' });
  return null;
};

/** Takes on the jobs that were queued with a success; what a crash keeps from this, the keeper does. */
const handOverNext = async (
  { reads, handOver, metrics }: ConcludeParts['platform'],
  next: readonly NextJob[],
): Promise<void> => {
  for (const row of await reads.findMany(next.map(({ id }) => id))) {
    handOver.deliver(row);
    void handOver.announce(row, {}, 'created');
    metrics.jobsAccepted.inc({ type: row.type });
  }
};

/** Commits the end of an attempt, and carries it on to whoever waits for it. */
export const concludeAttempt = async (
  parts: ConcludeParts,
  over: Over,
  end: AttemptEnd,
): Promise<AttemptResult> => {
  const { job, run, output, next } = over;
  const { metrics, handOver, flows } = parts.platform;
  const attributes = {
    'jobwire.state': end.state,
    'jobwire.result.bytes': end.result?.length ?? 0,
  };
  const row = await withSpan('write ledger', { kind: SpanKind.CLIENT, attributes }, () =>
    commit(parts, over, end),
  );
  run.ended = true;
  output.close();
  if (!row) return { kind: 'lost' };
  metrics.attempts.inc({ type: job.type, outcome: row.state });
  if (row.finished_at) metrics.jobsEnded.inc({ type: job.type, status: row.state });
  void handOver.announce(row);
  if (row.finished_at && row.parent_id !== null) flows.childEnded(row.parent_id);
  if (row.state === 'completed' && next.length > 0)
    await handOverNext(parts.platform, next).catch(() => {});
  if (row.state === 'retrying') return { kind: 'again', inMs: end.delayMs };
  return { kind: row.state === 'pending' ? 'returned' : 'done' };
};
