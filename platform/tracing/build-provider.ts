import {
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Config } from '../config';
import { type ForcedIds, holdTracing } from './spans';

/** Spans wait this long for others before they travel, in milliseconds: what a killed process loses. */
const BATCH_DELAY_MS = 1_000;
/** Longest that one batch, and the last one at shutdown, may take, in milliseconds. */
const EXPORT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;

/** Decides where a trace begins. */
const rootSampler = (name: string, ratio: number): Sampler => {
  if (name.endsWith('always_off')) return new AlwaysOffSampler();
  return name.endsWith('traceidratio')
    ? new TraceIdRatioBasedSampler(ratio)
    : new AlwaysOnSampler();
};

/** Random ids, save where a span has to be known to others beforehand. */
class Ids extends RandomIdGenerator {
  constructor(readonly forced: ForcedIds) {
    super();
    const { generateTraceId, generateSpanId } = this;
    this.generateTraceId = () => forced.traceId ?? generateTraceId();
    this.generateSpanId = () => forced.spanId ?? generateSpanId();
  }
}

/**
 * Next.js makes a span of each thing it does, with addresses in it. What hangs below them hangs on what is above:
 * it gets a span of its own to write to and to end, which is none.
 */
const passing: Tracer = {
  startSpan: (_name, _options, under = context.active()) =>
    trace.wrapSpanContext(trace.getSpanContext(under) ?? INVALID_SPAN_CONTEXT),
  startActiveSpan: ((...args: unknown[]) => {
    const work = args.at(-1) as (span: Span) => unknown;
    return work(
      passing.startSpan('', undefined, args.length > 3 ? (args[2] as Context) : undefined),
    );
  }) as Tracer['startActiveSpan'],
};

/** Records from now on. @returns ends it: what is recorded is sent, within 2 s */
export const buildProvider = (
  { endpoint, protocol, serviceName, sampler, samplerRatio }: NonNullable<Config['tracing']>,
  process: string,
): (() => Promise<void>) => {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const Exporter = protocol === 'http/json' ? JsonExporter : ProtobufExporter;
  const root = rootSampler(sampler, samplerRatio);
  const forced: ForcedIds = { traceId: undefined, spanId: undefined };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName ?? `jobwire-${process}`,
      'service.namespace': 'jobwire',
      'jobwire.process': process,
    }),
    sampler: sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root,
    idGenerator: new Ids(forced),
    spanProcessors: [
      new BatchSpanProcessor({
        // Headers with a key, where the receiver asks for one, are read by the exporter itself.
        exporter: new Exporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS }),
        scheduledDelayMillis: BATCH_DELAY_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider({
    getTracer: (name, version) =>
      name === 'next.js' ? passing : provider.getTracer(name, version),
  });
  holdTracing({
    tracer: provider.getTracer('jobwire'),
    forced,
    samples: (traceId) =>
      root.shouldSample(ROOT_CONTEXT, traceId, '', SpanKind.INTERNAL, {}, []).decision ===
      SamplingDecision.RECORD_AND_SAMPLED,
  });
  return async () => {
    holdTracing(undefined);
    trace.disable();
    context.disable();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
    });
    await Promise.race([provider.shutdown().catch(() => {}), late]);
    clearTimeout(timer);
  };
};
