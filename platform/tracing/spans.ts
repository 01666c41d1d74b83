import {
  type Attributes,
  context,
  INVALID_SPAN_CONTEXT,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from './trace-context';

export { SpanKind };

/** Ids for the next span instead of random ones. */
export interface ForcedIds {
  traceId: string | undefined;
  spanId: string | undefined;
}

/** What a process that records spans holds. */
export interface Tracing {
  readonly tracer: Tracer;
  readonly forced: ForcedIds;
  /** Whether a trace that begins under this id is recorded. */
  samples(traceId: string): boolean;
}

/** The web server loads its modules more than once: what is one a process hangs on the process. */
const slot = Symbol.for('jobwire.tracing');
type Holder = typeof globalThis & { [slot]?: Tracing | undefined };

const held = (): Tracing | undefined => (globalThis as Holder)[slot];

/** Begins to record, or with undefined ends it. */
export const holdTracing = (tracing: Tracing | undefined): void => {
  (globalThis as Holder)[slot] = tracing;
};

/** Whether this process records spans. What only spans need is not computed otherwise. */
export const isTracing = (): boolean => held() !== undefined;

/** Where a span begins. Attributes hold ids, types, codes and sizes: never an input, a result or a name. */
export interface SpanPlan {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Default: the active span. null begins anew. */
  readonly parent?: SpanContext | null;
  /** The trace to begin in where there is no parent. Default: a new one. */
  readonly traceId?: string | undefined;
  /** Default: random. See `spanIdOf`. */
  readonly spanId?: string;
  readonly links?: Link[];
  /** Default: now. */
  readonly startTime?: Date;
}

const off: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/**
 * What follows from a `traceparent`. One that is not sampled was recorded nowhere: nothing hangs on its
 * span, its trace goes on, and whether that is recorded is decided here.
 *
 * @param traceId the trace to begin in where there is no `traceparent`
 */
export const originOf = (
  traceparent: string | null | undefined,
  traceId?: string | null,
): Pick<SpanPlan, 'parent' | 'traceId'> => {
  const given = parseTraceparent(traceparent);
  if (given?.traceFlags) return { parent: given };
  return { parent: null, traceId: given?.traceId ?? traceId ?? undefined };
};

/** What is told of a job belongs to the span that tells it, where that is of the job's trace, else to its beginning. */
export const originOfJob = (job: {
  readonly traceparent: string | null;
  readonly trace_id: string | null;
}): Pick<SpanPlan, 'parent' | 'traceId'> => {
  const active = trace.getActiveSpan()?.spanContext();
  return active && active.traceId === job.trace_id ? {} : originOf(job.traceparent, job.trace_id);
};

/** Starts a span that its caller ends. Without tracing it is one that does nothing. */
export const startSpan = (name: string, plan: SpanPlan = {}): Span => {
  const tracing = held();
  if (!tracing) return off;
  const { kind = SpanKind.INTERNAL, attributes, links, startTime, parent } = plan;
  let under = context.active();
  if (parent === null) under = trace.deleteSpan(under);
  else if (parent) under = trace.setSpanContext(under, { ...parent, isRemote: true });
  const { forced, tracer } = tracing;
  forced.traceId = plan.traceId;
  forced.spanId = plan.spanId;
  try {
    return tracer.startSpan(
      name,
      {
        kind,
        ...(attributes ? { attributes } : {}),
        ...(links ? { links } : {}),
        ...(startTime ? { startTime } : {}),
      },
      under,
    );
  } finally {
    forced.traceId = undefined;
    forced.spanId = undefined;
  }
};

/** Marks a span as failed by a code; a message may hold anything and stays out. */
export const failSpan = (span: Span, code: string): void => {
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
};

const codeOf = (thrown: unknown): string => {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code)) return code;
  return thrown instanceof Error ? thrown.name : 'error';
};

/** Makes a span the active one while `work` runs. */
export const within = <T>(span: Span, work: () => T): T =>
  isTracing() ? context.with(trace.setSpan(context.active(), span), work) : work();

/** Runs `work` in a span; what it throws marks the span by its code. */
export const withSpan = async <T>(
  name: string,
  plan: SpanPlan,
  work: (span: Span) => Promise<T>,
): Promise<T> => {
  if (!isTracing()) return work(off);
  const span = startSpan(name, plan);
  try {
    return await within(span, () => work(span));
  } catch (error) {
    failSpan(span, codeOf(error));
    throw error;
  } finally {
    span.end();
  }
};

/** The active span as a `traceparent`; null where none is. */
export const activeTraceparent = (): string | null => {
  const active = isTracing() ? trace.getActiveSpan()?.spanContext() : undefined;
  return active ? formatTraceparent(active) : null;
};

/** What a log line says of the active span. */
export const traceFields = (): { traceId?: string } => {
  const active = isTracing() ? trace.getActiveSpan()?.spanContext() : undefined;
  return active ? { traceId: active.traceId } : {};
};

/** Whether a trace that begins under this id is recorded by this process. */
export const samplesTrace = (traceId: string): boolean => held()?.samples(traceId) ?? false;
