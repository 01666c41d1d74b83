import { Server } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chunkEventSchema, durableEventSchema, logEventSchema } from '#contracts/events';
import { checkSplice } from '#server/check-splice';
import { TokenBucket } from '#server/rate-limit';
import { compilePattern } from '#server/relay/contract-pattern';
import { Frame } from '#server/relay/frame';
import { exceedsDepth } from '#server/relay/json-depth';
import { parseDurable, parseVolatile } from '#server/relay/parse-message';
import { createReadGate } from '#server/relay/read-gate';
import { RecentMessages } from '#server/relay/recent-messages';
import { VolatileBatch } from '#server/relay/volatile-batch';
import { openWire, type Wire } from '#server/wire';
import { OutputBuffer } from '#worker/output-buffer';
import { eventually } from '../helpers/eventually';
import { makeJob, range } from './socket-world';

const event = (more: object = {}, job = makeJob('ann')) => ({
  epoch: 'e',
  seq: 7,
  kind: 'queued',
  jobId: job.id,
  rev: job.rev,
  at: 1,
  job,
  ...more,
});

describe('compilePattern', () => {
  const pattern = compilePattern(durableEventSchema, ['seq']);

  it('matches exactly what the contract allows, in the form our writers give it', () => {
    const full = makeJob('ann', {
      status: 'retrying',
      progress: {
        percent: 33.3,
        message: 'a "quote" \\ Zürich 🛰 \u0001',
        step: { index: 1, total: 3, name: 'x' },
      },
      waitingFor: { reason: 'backoff', until: '2026-01-01T00:00:00.000Z' },
      error: { code: 'timeout', message: 'm', retryable: true },
      engine: { kind: 'provider', name: 'p', model: 'm' },
      resultOmitted: true,
      queuePosition: 3,
      etaMs: 0.5,
      traceId: 't',
    });
    for (const job of [makeJob('ann'), full]) {
      // Checking puts the keys in the contract's order, as the view of a row does.
      const raw = JSON.stringify(durableEventSchema.parse(event({}, job)));
      expect(pattern.exec(raw)?.[1]).toBe('7');
    }
  });

  it('matches nothing that the contract would refuse', () => {
    const raw = JSON.stringify(event());
    const changed = range(0, raw.length - 1).flatMap((at) =>
      ['', '"', '}', ',', '0', '-', '\\', 'x', '\n'].map(
        (put) => raw.slice(0, at) + put + raw.slice(at + 1),
      ),
    );
    for (const text of changed) {
      if (!pattern.test(text)) continue;
      expect(durableEventSchema.safeParse(JSON.parse(text)).success, text).toBe(true);
    }
    expect(changed.filter((text) => !pattern.test(text)).length).toBeGreaterThan(1_000);
  });

  it('takes no more time on a text made to mislead it', () => {
    const hostile = `{"epoch":"${'\\\\'.repeat(30_000)}`;
    expect(pattern.test(hostile)).toBe(false);
    expect(pattern.test(`{"epoch":"${'\\"'.repeat(30_000)}","seq":1`)).toBe(false);
  });

  it('says what it cannot express, rather than let it through', () => {
    expect(() => compilePattern(z.object({ n: z.number().min(5) }), [])).toThrow('from 5');
    expect(() => compilePattern(z.object({ a: z.string().optional() }), [])).toThrow('required');
    expect(() => compilePattern(z.object({ a: z.string(), b: z.string() }), ['b', 'a'])).toThrow(
      'order',
    );
  });
});

describe('parseDurable', () => {
  it('agrees with itself on both ways, the short and the long', () => {
    const short = JSON.stringify(event());
    const long = ` ${short}`;
    expect(parseDurable(short, 'ann')).toEqual({ epoch: 'e', seq: 7, jobId: expect.any(String) });
    expect({ ...(parseDurable(long, 'ann') as object), jobId: '' }).toEqual({
      epoch: 'e',
      seq: 7,
      jobId: '',
    });
    for (const raw of [short, long]) {
      expect(parseDurable(raw, 'bob')).toBe('foreign');
      expect(parseDurable(raw.replace('"rev":1', '"rev":2'), 'ann')).toBe('foreign');
    }
  });

  it('understands an owner whose name needs escapes', () => {
    const owner = 'a"\\é';
    expect(parseDurable(JSON.stringify(event({}, makeJob(owner))), owner)).toMatchObject({
      seq: 7,
    });
  });
});

describe('parseVolatile', () => {
  const jobId = makeJob('ann').id;
  const parse = (raw: string) => parseVolatile(raw, jobId);

  it('takes what a worker writes as it is, byte for byte', async () => {
    const sent: { progress: string | null; lines: readonly string[]; chunks: readonly string[] }[] =
      [];
    const buffer = new OutputBuffer({
      owner: 'ann',
      jobId,
      attempt: 1,
      after: 2,
      send: async (update) => sent.push(update),
    });
    buffer.setProgress(33.333, 'Reading', { index: 1, total: 3, name: 'first' });
    buffer.addLine('a "line"', 'info');
    buffer.addChunk('a chunk');
    await eventually(() => sent.some(({ chunks }) => chunks.length > 0));
    buffer.close();
    const [{ progress = null } = { progress: null }] = sent;
    const lines = sent.flatMap((one) => one.lines);
    const chunks = sent.flatMap((one) => one.chunks);
    const log = `{"jobId":"${jobId}","lines":[{"n":1,${lines[0]}]}`;
    const chunk = `{"jobId":"${jobId}","chunks":[{"n":1,${chunks[0]}]}`;
    expect(parse(`{"t":"progress","d":${progress}}`)).toEqual({ kind: 'progress', json: progress });
    expect(parse(`{"t":"log","d":${log}}`)).toEqual({ kind: 'log', json: log });
    expect(parse(`{"t":"chunk","d":${chunk}}`)).toEqual({ kind: 'chunk', json: chunk });
    expect(logEventSchema.safeParse(JSON.parse(log)).success).toBe(true);
    expect(chunkEventSchema.safeParse(JSON.parse(chunk)).success).toBe(true);
  });

  it('puts another order of keys in the contract’s own', () => {
    const d = { at: 1, lines: [{ text: 'x', level: 'info', at: 1, n: 1, more: 1 }], jobId };
    expect(parse(JSON.stringify({ d, t: 'log' }))).toEqual({
      kind: 'log',
      json: `{"jobId":"${jobId}","lines":[{"n":1,"at":1,"level":"info","text":"x"}]}`,
    });
  });
});

describe('VolatileBatch', () => {
  const jobId = 'ann~x~000000000000000000000001';
  const logOf = (from: number, to: number, text = 'x') => ({
    kind: 'log' as const,
    json: JSON.stringify({
      jobId,
      lines: range(from, to).map((n) => ({ n, at: 1, level: 'info', text })),
    }),
  });

  it('keeps the last progress and every line, in order', () => {
    const batch = new VolatileBatch(jobId);
    batch.add({ kind: 'progress', json: '{"percent":1}' });
    batch.add(logOf(1, 2));
    batch.add({ kind: 'chunk', json: JSON.stringify({ jobId, chunks: [] }) });
    batch.add(logOf(3, 3));
    batch.add({ kind: 'progress', json: '{"percent":2}' });
    expect(batch.bytes).toBeGreaterThan(0);
    expect(batch.take()).toEqual([logOf(1, 3), { kind: 'progress', json: '{"percent":2}' }]);
    expect([batch.take(), batch.bytes]).toEqual([[], 0]);
  });

  it('starts a new message where one would become too large', () => {
    const batch = new VolatileBatch(jobId);
    for (const n of range(1, 50)) batch.add(logOf(n, n, 'x'.repeat(4_000)));
    const messages = batch.take();
    expect(messages.length).toBeGreaterThan(2);
    const numbers = messages.flatMap(({ json }) =>
      logEventSchema.parse(JSON.parse(json)).lines.map(({ n }) => n),
    );
    expect(numbers).toEqual(range(1, 50));
    for (const { json } of messages) expect(json.length).toBeLessThan(70_000);
  });
});

describe('exceedsDepth', () => {
  it('counts nesting, not brackets', () => {
    const flat = JSON.stringify({ list: Array.from({ length: 100 }, () => ({})) });
    expect(exceedsDepth(flat, 3)).toBe(false);
    expect(exceedsDepth(flat, 2)).toBe(true);
    expect(exceedsDepth(JSON.stringify({ text: '[[[[{{{{' }), 1)).toBe(false);
    expect(exceedsDepth(JSON.stringify({ text: '\\"[[[[' }), 1)).toBe(false);
    expect(exceedsDepth('['.repeat(33), 32)).toBe(true);
    expect(exceedsDepth('['.repeat(32), 32)).toBe(false);
  });
});

describe('checkSplice', () => {
  it('trusts the encoder that is here, and no other', () => {
    expect(checkSplice(new Server())).toBe(true);
    const encode = (changed: (packet: string) => string[]) => ({
      encoder: {
        encode: ({ data }: { data?: unknown }) => changed(`2${JSON.stringify(data)}`),
      },
    });
    expect(checkSplice(encode((packet) => [packet]))).toBe(true);
    expect(checkSplice(encode((packet) => [`${packet} `]))).toBe(false);
    expect(checkSplice(encode((packet) => [packet, packet]))).toBe(false);
    expect(
      checkSplice(
        encode(() => {
          throw new Error('changed');
        }),
      ),
    ).toBe(false);
  });

  it('frames every length with the right header', () => {
    for (const length of [0, 90, 110, 111, 112, 200, 65_500, 65_515, 65_516, 65_517, 70_000]) {
      const { bytes, packet } = new Frame('x', JSON.stringify('a'.repeat(length)));
      const size = Buffer.byteLength(packet) + 1;
      const header = size < 126 ? 2 : size < 65_536 ? 4 : 10;
      expect(bytes.length).toBe(header + size);
      expect(bytes.toString('utf8', header)).toBe(`4${packet}`);
    }
  });
});

describe('openWire', () => {
  /** The parts of a connection that the wire leans on, and what was written to each. */
  const fakeConn = (more: object = {}) => {
    const written: string[] = [];
    const tcp = {
      writableLength: 0,
      bytesWritten: 0,
      write: (bytes: Buffer) => written.push(`tcp ${bytes.length}`),
    };
    const socket = { readyState: 1, extensions: '', _socket: tcp, terminate: () => {}, ...more };
    const conn = {
      writeBuffer: [] as unknown[],
      transport: { name: 'websocket', perMessageDeflate: null, socket },
    };
    const client = {
      writeToEngine: (packet: string) => written.push(`engine ${packet}`),
    };
    return { conn, client, tcp, socket, written };
  };
  const open = (conn: unknown) => openWire(conn as Parameters<typeof openWire>[0]);
  const frame = new Frame('x', '1');

  it('never overtakes what Engine.IO holds back, and counts what it adds to it', () => {
    const { conn, client, written } = fakeConn();
    const wire = open(conn);
    const socket = { client } as unknown as Parameters<Wire['write']>[1];
    wire?.write(frame, socket);
    conn.writeBuffer.push('an answer');
    wire?.write(frame, socket);
    expect(written).toEqual([`tcp ${frame.bytes.length}`, 'engine 2["x",1]']);
    expect(wire?.queuedBytes).toBe(frame.bytes.length);
    conn.writeBuffer.length = 0;
    expect(wire?.queuedBytes).toBe(0);
  });

  it('writes nothing once the closing handshake has begun', () => {
    const { conn, client, socket, written } = fakeConn();
    const wire = open(conn);
    socket.readyState = 2;
    wire?.write(frame, { client } as unknown as Parameters<Wire['write']>[1]);
    expect(written).toEqual([]);
  });

  it('sees a large write that goes out slowly as progress, and new writes behind it as none', () => {
    const { conn, tcp } = fakeConn();
    const handle = { writeQueueSize: 3_000_000 };
    Object.assign(tcp, { _handle: handle, bytesWritten: 3_000_000, writableLength: 3_000_000 });
    const wire = open(conn);
    const before = wire?.progress;
    tcp.bytesWritten += 500;
    tcp.writableLength += 500;
    expect(wire?.progress).toBe(before);
    handle.writeQueueSize -= 10_000;
    expect(wire?.progress).not.toBe(before);
  });

  it('refuses libraries that look otherwise', () => {
    expect(open(fakeConn().conn)).not.toBeNull();
    const others = [
      fakeConn({ extensions: 'permessage-deflate' }).conn,
      fakeConn({ _socket: undefined }).conn,
      fakeConn({ terminate: undefined }).conn,
      { ...fakeConn().conn, writeBuffer: undefined },
      { ...fakeConn().conn, transport: undefined },
      { ...fakeConn().conn, transport: { ...fakeConn().conn.transport, name: 'polling' } },
    ];
    for (const conn of others) expect(open(conn)).toBeNull();
  });
});

describe('TokenBucket', () => {
  it('lets a burst through and then its rate', () => {
    const bucket = new TokenBucket(3, 10, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
    expect([50, 100, 150, 10_000].map((now) => bucket.take(now))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([10_000, 10_000, 10_000].map((now) => bucket.take(now))).toEqual([true, true, false]);
  });
});

describe('RecentMessages', () => {
  const message = (seq: number, length = 10) => ({
    epoch: 'e',
    seq,
    frame: new Frame('x', 'x'.repeat(length)),
  });

  it('gives what came after a position, and says so where that is gone', () => {
    const recent = new RecentMessages();
    recent.push(message(1));
    const mark = recent.end;
    recent.push(message(2));
    recent.push(message(3));
    expect(recent.since(mark)?.map(({ seq }) => seq)).toEqual([2, 3]);
    for (const seq of range(4, 40)) recent.push(message(seq, 60_000));
    expect(recent.since(mark)).toBeNull();
    expect(recent.since(recent.end)).toEqual([]);
    recent.clear();
    expect(recent.since(mark)).toBeNull();
    expect(recent.since(recent.end)).toEqual([]);
  });
});

describe('createReadGate', () => {
  it('runs no more than its limit at once, all in the end, also past failures', async () => {
    const gate = createReadGate(3);
    let running = 0;
    let peak = 0;
    const results = await Promise.allSettled(
      range(1, 20).map((n) =>
        gate(async () => {
          running += 1;
          peak = Math.max(peak, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          if (n % 4 === 0) throw new Error('no');
          return n;
        }),
      ),
    );
    expect(peak).toBe(3);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
  });
});
