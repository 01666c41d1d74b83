import { randomBytes } from 'node:crypto';
import { isSpanContextValid, type Span } from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from './trace-context';

/**
 * The trace a job belongs to: that of the span it is accepted under; where none is recorded, the one its caller
 * named; else a new one. A job has a trace id either way, for logs and for whoever records its attempts.
 */
export const traceOf = (
  span: Span,
  traceparent: string | null,
): { traceId: string; traceparent: string | null } => {
  const own = span.spanContext();
  if (isSpanContextValid(own)) return { traceId: own.traceId, traceparent: formatTraceparent(own) };
  const given = parseTraceparent(traceparent);
  if (given) return { traceId: given.traceId, traceparent: formatTraceparent(given) };
  return { traceId: randomBytes(16).toString('hex'), traceparent: null };
};
