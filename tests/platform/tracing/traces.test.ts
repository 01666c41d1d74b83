import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DurableEvent } from '#contracts/events';
import type { Job } from '#contracts/job';
import { loadConfig } from '#platform/config';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import { withSpan } from '#platform/tracing/spans';
import { startTracing, type TracingHandle } from '#platform/tracing/start-tracing';
import { createSocketServer, type SocketServer } from '#server/create-socket-server';
import { startApi, type TestApi } from '../../helpers/api';
import { eventually } from '../../helpers/eventually';
import {
  type OtlpReceiver,
  type ReceivedSpan,
  startOtlpReceiver,
} from '../../helpers/otlp-receiver';
import { testConfig } from '../../helpers/test-config';
import { startWorkerProcess, type WorkerProcess } from '../../helpers/worker-process';
import { Recorder } from '../../server/socket-world';

/*
 * One job through all three processes, with a receiver at the other end: the API and the sockets here, the worker in a
 * process of its own, which is killed in the middle of the first attempt.
 */
const BROWSER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const SECRET = 'a skill nobody may read';

let receiver: OtlpReceiver;
let tracing: TracingHandle;
let api: TestApi;
let sockets: { platform: PlatformCore; server: SocketServer; tab: Recorder };
let called: Server;
let env: Record<string, string>;
let job: Job;
const workers: WorkerProcess[] = [];

const named = (name: string): ReceivedSpan[] =>
  receiver.spans.filter((span) => span.traceId === job.traceId && span.name === name);
const one = (name: string): ReceivedSpan => {
  const found = named(name);
  if (found.length !== 1) throw new Error(`${found.length} spans are called ${name}`);
  return found[0] as ReceivedSpan;
};
const startWorker = async () => {
  const worker = await startWorkerProcess({ ...api.core.environment, ...env });
  workers.push(worker);
  return worker;
};

const openSockets = async () => {
  const stores = { redis: api.core.redis.url, postgres: api.core.postgres.url };
  const platform = createPlatform(testConfig(stores), 'server');
  const server = createSocketServer(platform);
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  const who = { userId: 'ann', role: 'user', audience: 'jobwire-socket', ttlSeconds: 60 } as const;
  const tab = await new Recorder(url, { token: platform.tokens.sign(who).token }).connected();
  await tab.got('resync');
  return { platform, server, tab };
};

const submit = async (headers: Record<string, string> = {}): Promise<Job> => {
  const body = {
    type: 'skill-gap-analysis',
    targetRole: 'Nurse',
    industry: 'Health',
    currentSkills: [SECRET],
  };
  const answer = await api.call('POST', '/api/jobs', { user: 'ann', body, headers });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { job: Job }).job;
};

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  called = createServer((_request, response) => response.end('seen')).listen(0, '127.0.0.1');
  await eventually(() => called.listening);
  const address = `127.0.0.1:${(called.address() as AddressInfo).port}`;
  env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OUTBOUND_ALLOW: address,
    CALL_URL: `http://${address}/`,
  };
  api = await startApi();
  tracing = await startTracing(loadConfig({ ...api.core.environment, ...env }), 'web');
  sockets = await openSockets();
  const first = await startWorker();
  job = await submit({ traceparent: `00-${BROWSER.traceId}-${BROWSER.spanId}-00` });
  // The killed process has told of its first step, and of nothing else.
  await eventually(() => named('run step')[0], 15_000, 'the first step');
  await first.end('SIGKILL');
  await api.core.redis.flush();
  await startWorker();
  await api.core.ended(job.id, 40_000);
  await sockets.tab.got<DurableEvent>('job:event', ({ kind }) => kind === 'completed');
  await Promise.all(workers.map((worker) => worker.end('SIGTERM')));
  await tracing.close();
}, 90_000);
afterAll(async () => {
  sockets.tab.close();
  await sockets.server.close();
  await sockets.platform.close();
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await api.stop();
  called.close();
  await receiver.stop();
});

it('goes on in the trace that the click began, from its request to the job', () => {
  expect(job.traceId).toBe(BROWSER.traceId);
  const request = one('POST /api/jobs');
  // The browser records nothing: its span is nobody's parent.
  expect(request.parentSpanId).toBeUndefined();
  expect(request.attributes['http.response.status_code']).toBe(202);
  const accept = one('accept job');
  expect(accept.parentSpanId).toBe(request.spanId);
  expect(accept.attributes['jobwire.job.id']).toBe(job.id);
  const parents = named('write ledger').map((span) => span.parentSpanId);
  expect(parents).toContain(accept.spanId);
  expect(named('queue job').map((span) => span.parentSpanId)).toContain(accept.spanId);
  expect(one('publish created').parentSpanId).toBe(accept.spanId);
});

it('hangs both attempts on the span that accepted the job, and links the second to the one that died', () => {
  const [first, second] = named('run job').sort(
    (a, b) => Number(a.attributes['jobwire.attempt']) - Number(b.attributes['jobwire.attempt']),
  );
  const accept = one('accept job');
  expect(named('run job')).toHaveLength(2);
  expect(first).toMatchObject({ parentSpanId: accept.spanId, failed: true, links: [] });
  expect(first?.attributes['error.type']).toBe('process_died');
  expect(second).toMatchObject({ parentSpanId: accept.spanId, failed: false });
  expect(second?.links).toEqual([{ traceId: job.traceId, spanId: first?.spanId }]);
  const [before, call] = named('run step').sort((a, b) => a.startMs - b.startMs);
  expect(before).toMatchObject({ parentSpanId: first?.spanId });
  expect(call).toMatchObject({ parentSpanId: second?.spanId });
  expect(one('call out')).toMatchObject({ parentSpanId: call?.spanId, service: 'jobwire-worker' });
  expect(named('write ledger').map((span) => span.parentSpanId)).toContain(second?.spanId);
});

it('follows the end of the job to the sockets that were told', () => {
  const published = one('publish completed');
  const runs = named('run job').map((span) => span.spanId);
  expect(runs).toContain(published.parentSpanId);
  const pushed = one('push completed');
  expect(pushed.parentSpanId).toBe(published.spanId);
  expect(pushed.attributes['jobwire.sockets']).toBe(1);
});

it('leaves no span without the parent it names, and tells nothing of what is in a job', () => {
  const spans = receiver.spans.filter((span) => span.traceId === job.traceId);
  const ids = new Set(spans.map((span) => span.spanId));
  const orphans = spans.filter((span) => span.parentSpanId && !ids.has(span.parentSpanId));
  expect(orphans.map((span) => span.name)).toEqual([]);
  expect(JSON.stringify(spans)).not.toContain(SECRET);
  expect(JSON.stringify(spans)).not.toContain('Nurse');
});

it('keeps the trace of a caller where nothing is recorded, and makes a trace id otherwise', async () => {
  const caller = '4bf92f3577b34da6a3ce929d0e0e4736';
  const given = await submit({ traceparent: `00-${caller}-00f067aa0ba902b7-01` });
  expect(given.traceId).toBe(caller);
  const plain = await submit({ traceparent: '00-zz-bad-01' });
  expect(plain.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(receiver.spans.filter((span) => span.traceId === plain.traceId)).toEqual([]);
});

it('hangs on a caller that records, leaves out what the sampler does not want, and speaks protobuf', async () => {
  const other = await startOtlpReceiver();
  const config = loadConfig({
    ...api.core.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: `${other.url}/`,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0',
  });
  const own = await startTracing(config, 'web');
  const recorded = 'f'.repeat(32);
  const parent = { traceId: recorded, spanId: '1'.repeat(16), traceFlags: 1 };
  await withSpan('asked for', { parent }, async () => {});
  await withSpan('not asked for', { parent: null, traceId: '1'.repeat(32) }, async () => {});
  // The framework's own spans: below ours, of which they may end none.
  await withSpan('ours', { parent }, async (span) => {
    trace
      .getTracer('next.js')
      .startActiveSpan('framework', { attributes: { at: '/?q=words' } }, (its) => {
        expect(its.spanContext()).toEqual(span.spanContext());
        its.end();
      });
    expect(span.isRecording()).toBe(true);
  });
  await own.close();
  expect(other.others.map(({ type }) => type)).toEqual(['application/x-protobuf']);
  const body = other.others[0]?.body ?? Buffer.alloc(0);
  expect(body.includes(Buffer.from(recorded, 'hex'))).toBe(true);
  expect(body.includes('asked for')).toBe(true);
  expect(body.includes('not asked for')).toBe(false);
  expect(body.includes('framework')).toBe(false);
  await other.stop();
});
