import { TraceFlags } from '@opentelemetry/api';
import { z } from 'zod';
import { publicationId } from '#platform/tracing/job-spans';
import { SpanKind, samplesTrace, startSpan } from '#platform/tracing/spans';

const eventSchema = z.object({
  kind: z.string(),
  jobId: z.string(),
  rev: z.number(),
  job: z.object({ traceId: z.string().regex(/^[0-9a-f]{32}$/) }),
});

/**
 * Records that a change reached sockets, below the span that published it. Messages carry no more than the trace's
 * id: what follows from it and the change is reckoned here, so that no browser is sent what it has no use for.
 *
 * @param raw the message, which has been checked
 * @param sockets how many it was sent to
 */
export const tracePush = (raw: string, sockets: number, startTime: Date): void => {
  const event = eventSchema.safeParse(JSON.parse(raw));
  if (!event.success) return;
  const { kind, jobId, rev, job } = event.data;
  if (!samplesTrace(job.traceId)) return;
  startSpan(`push ${kind}`, {
    kind: SpanKind.CONSUMER,
    attributes: {
      'jobwire.job.id': jobId,
      'jobwire.event': kind,
      'jobwire.rev': rev,
      'jobwire.sockets': sockets,
      'jobwire.event.bytes': raw.length,
    },
    parent: {
      traceId: job.traceId,
      spanId: publicationId(jobId, rev),
      traceFlags: TraceFlags.SAMPLED,
    },
    startTime,
  }).end();
};
