import type { Link, Span, SpanContext } from '@opentelemetry/api';
import type { PlatformCore } from '#platform/create-platform';
import type { ClaimedJob } from '#platform/store/ledger';
import { runId } from '#platform/tracing/job-spans';
import {
  failSpan,
  isTracing,
  originOf,
  SpanKind,
  type SpanPlan,
  startSpan,
  within,
} from '#platform/tracing/spans';
import type { AttemptResult } from './conclude-attempt';

/** A job that goes on after its children gave its claim up by one step of the fence more. */
const FENCES_OF_A_WAIT = 2;

const planOf = (job: ClaimedJob, fence: number, attempt: number): SpanPlan => ({
  kind: SpanKind.CONSUMER,
  attributes: {
    'jobwire.job.id': job.id,
    'jobwire.job.type': job.type,
    'jobwire.attempt': attempt,
    'jobwire.run': fence,
  },
  spanId: runId(job.id, fence),
  ...originOf(job.traceparent, job.trace_id),
});

/** The run before this one. Where its process died under it, its span died too: it is told here instead. */
const linkToBefore = async (
  { ledger }: Pick<PlatformCore, 'ledger'>,
  job: ClaimedJob,
  own: SpanContext,
): Promise<Link[]> => {
  if (job.fence === 1) return [];
  const before = await ledger.change(job.id, job.rev - 1).catch(() => null);
  const fence = job.fence - (before?.state === 'resuming' ? FENCES_OF_A_WAIT : 1);
  if (before?.state === 'running') {
    const dead = startSpan('run job', {
      ...planOf(job, fence, before.attempt),
      startTime: before.at,
    });
    failSpan(dead, 'process_died');
    dead.end();
  }
  return [{ context: { ...own, spanId: runId(job.id, fence) } }];
};

/**
 * Runs an attempt in its span: below the span that accepted the job, however long ago and by whichever process,
 * linked to the run before it.
 *
 * @param claimedAt when the claim was asked for
 */
export const traceRun = async (
  platform: Pick<PlatformCore, 'ledger'>,
  job: ClaimedJob,
  claimedAt: Date,
  work: () => Promise<AttemptResult>,
): Promise<AttemptResult> => {
  if (!isTracing()) return work();
  const span: Span = startSpan('run job', {
    ...planOf(job, job.fence, job.attempt),
    startTime: claimedAt,
  });
  for (const link of await linkToBefore(platform, job, span.spanContext())) span.addLink(link);
  const result = await within(span, work).catch((error: unknown) => {
    failSpan(span, 'internal');
    span.end();
    throw error;
  });
  span.setAttribute('jobwire.outcome', result.kind);
  // Whoever has it now has told this run's span already, as one that died.
  if (result.kind !== 'lost') span.end();
  return result;
};
