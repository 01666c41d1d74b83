import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '#contracts/limits';
import { insights } from '../helpers/bodies';
import { eventually } from '../helpers/eventually';
import { spawnWebServer, startWebServer, type TestWebServer } from '../helpers/web-server';

/** Rows of the attack catalogue that only a real server can answer. */
describe('attacks on the wire', () => {
  let web: TestWebServer;
  let host: string;
  beforeAll(async () => {
    web = await startWebServer({ LOG_LEVEL: 'info' });
    host = `Host: ${new URL(web.origin).host}\r\n`;
  });
  afterAll(() => web?.stop());

  const status = ({ answer }: { answer: string }) => Number(answer.split(' ')[1]);
  const send = (lines: string, withinMs?: number) =>
    web.raw(lines.replaceAll('\n', '\r\n'), withinMs);
  const head = (first: string, more = '') =>
    `${first} HTTP/1.1\n${host.trim()}\n${more}Connection: close\n\n`;
  const bearer = () => ({ authorization: `Bearer ${web.tokenOf('ann')}` });
  const alive = async () => {
    expect(web.child.exitCode).toBeNull();
    expect((await fetch(`${web.origin}/api/health/live`)).status).toBe(200);
  };
  /** A neighbour that must never hear from the server. */
  const withTrap = async (work: (address: string) => Promise<void>) => {
    let visits = 0;
    const trap: Server = createServer((socket) => {
      visits++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const address = trap.address();
    if (typeof address !== 'object' || !address) throw new Error('no port');
    try {
      await work(`127.0.0.1:${address.port}`);
    } finally {
      trap.close();
    }
    expect(visits).toBe(0);
  };

  it('H1 refuses two Authorization headers, which Node alone would read as one', async () => {
    const line = `Authorization: Bearer ${web.tokenOf('ann')}\n`;
    expect(status(await send(head('GET /api/jobs', line)))).toBe(200);
    expect(status(await send(head('GET /api/jobs', line + line)))).toBe(401);
    expect(status(await send(head('GET /api/jobs', `${line}authorization: Basic eDp5\n`)))).toBe(
      401,
    );
  });

  it('serves the board of queues with its files, and nothing from outside their folder', async () => {
    const headers = { authorization: `Bearer ${web.tokenOf('root', 'admin')}` };
    const get = (path: string) => fetch(`${web.origin}/admin/queues${path}`, { headers });
    const html = await (await get('')).text();
    const files = [...html.matchAll(/(?:src|href)="(static\/[^"]+\.(?:js|css))"/g)];
    expect(files.length).toBeGreaterThan(1);
    for (const [, file] of files) expect((await get(`/${file}`)).status).toBe(200);
    expect((await get('/api/queues')).headers.get('content-type')).toContain('json');
    const line = `Authorization: ${headers.authorization}\n`;
    for (const path of ['../../package.json', '..%2f..%2fpackage.json', '..%5c..%5cpackage.json']) {
      expect(status(await send(head(`GET /admin/queues/static/${path}`, line)))).not.toBe(200);
    }
  });

  it('compresses JSON for those who take it, and never an answer that streams', async () => {
    const get = (path: string, more: string) =>
      send(head(`GET ${path}`, `${more}Authorization: Bearer ${web.tokenOf('ann')}\n`));
    const gzip = 'Accept-Encoding: gzip\n';
    expect((await get('/api/openapi.json', gzip)).answer).toMatch(/content-encoding: gzip/i);
    expect((await get('/api/openapi.json', '')).answer).not.toMatch(/content-encoding/i);
    const stream = await fetch(`${web.origin}/api/ask`, {
      method: 'POST',
      headers: {
        ...bearer(),
        accept: 'text/event-stream',
        'accept-encoding': 'gzip',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ question: 'What is in the news?' }),
    });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('content-encoding')).toBeNull();
    await stream.body?.cancel();
  });

  it('serves the files of the build compressed as they were built, and nothing from outside their folder', async () => {
    const html = await (await fetch(`${web.origin}/sign-in`)).text();
    const file = /\/_next\/static\/chunks\/[\w-]+\.js/.exec(html)?.[0] ?? '';
    const ask = async (encodings: string, more = '', method = 'HEAD') => {
      const line = encodings ? `Accept-Encoding: ${encodings}\n` : '';
      return (await send(head(`${method} ${file}`, line + more))).answer;
    };
    const modern = await ask('gzip, deflate, br');
    for (const line of [/encoding: br/i, /max-age=31536000,immutable/i, /vary: accept-encoding/i])
      expect(modern).toMatch(line);
    expect(await ask('gzip')).toMatch(/content-encoding: gzip/i);
    expect(await ask('', '', 'GET')).toMatch(/content-type: text\/javascript.*TURBOPACK/is);
    const etag = /etag: (.+)/i.exec(modern)?.[1]?.trim();
    expect(status({ answer: await ask('br', `If-None-Match: ${etag}\n`) })).toBe(304);
    // A part that cannot be: the whole is an answer, and the process lives.
    for (const range of ['bytes=5-2', 'bytes=-0', 'bytes=x-y', 'bytes=999999999-']) {
      expect(status({ answer: await ask('br', `Range: ${range}\n`) })).toBe(200);
    }
    for (const path of ['..%2f..%2fserver.js', '../../package.json', '%', 'chunks', 'none.js']) {
      const outside = status(await send(head(`GET /_next/static/${path}`)));
      expect([path, outside]).toEqual([path, expect.toSatisfy((code) => code >= 400)]);
    }
    await alive();
  });

  it('X1 X8 lets a page run its own scripts alone, and stand in no frame', async () => {
    const page = async () => {
      const headers = { 'content-security-policy': "script-src 'nonce-mine'" };
      const answer = await fetch(`${web.origin}/sign-in`, { headers });
      const policy = answer.headers.get('content-security-policy') ?? '';
      return { policy, html: await answer.text() };
    };
    const { policy, html } = await page();
    const nonce = /script-src 'self' 'nonce-([^']+)';/.exec(policy)?.[1];
    expect(policy).toContain("frame-ancestors 'none'");
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    expect((await page()).policy).not.toBe(policy);
  });

  it('H4 refuses 10 MB and a byte by its announced length', async () => {
    const answer = await web.raw(
      `POST /api/jobs HTTP/1.1\r\n${host}Authorization: Bearer ${web.tokenOf('ann')}\r\nContent-Type: application/json\r\nContent-Length: ${10 * 1024 * 1024 + 1}\r\n\r\n`,
    );
    expect(status(answer)).toBe(413);
    expect(answer.answer).toContain('body_too_large');
  });

  it('H5 hangs up on a body without an end, and holds none of it', async () => {
    const before = web.residentBytes();
    const chunk = Buffer.from(`4000\r\n${' '.repeat(0x4000)}\r\n`);
    const socket = connect(Number(new URL(web.origin).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part) => (answer += part));
    socket.on('error', () => {});
    socket.write(
      `POST /api/jobs HTTP/1.1\r\n${host}Authorization: Bearer ${web.tokenOf('ann')}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const pump = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on('drain', pump);
    pump();
    await new Promise((resolve) => socket.on('close', resolve));
    expect(answer).toContain(' 413 ');
    expect(web.residentBytes() - before).toBeLessThan(64 * 1024 * 1024);
    expect(socket.bytesWritten).toBeGreaterThan(MAX_BODY_BYTES);
  });

  it('H10 answers an address that does not decode with 400', async () => {
    for (const path of ['/api/jobs/%', '/api/jobs/%E0%A4', '/api/jobs/%ff/status', '/%']) {
      const { answer } = await send(head(`GET ${path}`));
      expect(answer, path).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
    }
    expect(
      status(
        await send(head('GET /api/jobs/%00', `Authorization: Bearer ${web.tokenOf('ann')}\n`)),
      ),
    ).toBe(400);
  });

  it('H17 knows seven methods, and tells TRACE and the others which', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'LINK', 'MKCOL']) {
      const { answer } = await send(head(`${method} /api/jobs`));
      expect(answer, method).toMatch(/^HTTP\/1\.1 405 [\s\S]*allow: GET, HEAD, POST/i);
    }
    expect((await send(head('CONNECT 127.0.0.1:80'))).answer).toBe('');
    expect(status(await send(head('NONSENSE /api/jobs')))).toBe(400);
    const put = await fetch(`${web.origin}/api/jobs`, { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    const { answer } = await send(head('HEAD /api/health/live'));
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n$/);
    const preflight = await fetch(`${web.origin}/api/jobs`, {
      method: 'OPTIONS',
      headers: { origin: web.origin, 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      204,
      web.origin,
    ]);
  });

  it('H18 lets no header of Next’s own change who may see what', async () => {
    const headers = [
      'x-middleware-subrequest: middleware',
      'x-middleware-subrequest: src/middleware:src/middleware:src/middleware:src/middleware:src/middleware',
      'x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy',
      'x-nextjs-data: 1',
      'RSC: 1',
      'Next-Router-State-Tree: %5B%22%22%5D',
      'Next-Router-Prefetch: 1',
      'Next-Router-Segment-Prefetch: /_tree',
      'Next-Action: 00000000000000000000000000000000000000000a',
      'x-matched-path: /api/health/live',
      'x-invoke-path: /api/health/live',
      'x-middleware-rewrite: /api/health/live',
      'x-original-url: /api/health/live',
      'x-rewrite-url: /api/health/live',
      'x-http-method-override: GET',
      'x-forwarded-host: evil.example',
      'x-prerender-revalidate: x',
    ];
    const token = `Authorization: Bearer ${web.tokenOf('ann')}\n`;
    for (const line of headers) {
      expect(status(await send(head('GET /api/jobs', `${line}\n`))), line).toBe(401);
      expect(
        status(await send(head('POST /api/socket-token', `${line}\nContent-Length: 0\n`))),
        line,
      ).toBe(401);
      expect(status(await send(head('GET /api/jobs', `${token}${line}\n`))), line).toBe(200);
    }
  });

  it('H18 serves no job to a stranger under any spelling of its address', async () => {
    const paths = [
      '/api//jobs',
      '//api/jobs',
      '/api/jobs/',
      '/API/jobs',
      '/api/jobs.rsc',
      '/api/jobs%2f',
      '/api/%6aobs',
      '/api/jobs/%2e%2e/jobs',
      '/api/./jobs',
      '/api/health/../jobs',
      '/_next/data/x/api/jobs.json',
      '/api/jobs;x',
      '/api/jobs.',
      '/api/jobs.segments/_tree.segment.rsc',
      '/api/jobs?_rsc=1',
      '/%2fapi/jobs',
    ];
    for (const path of paths) {
      const answer = await send(head(`GET ${path}`));
      expect([308, 401, 404], path).toContain(status(answer));
      expect(answer.answer, path).not.toContain('"jobs"');
    }
  });

  it('H19 survives bodies that attack the pages’ own protocol', async () => {
    const form = (parts: Record<string, string>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(parts)) body.append(name, value);
      return body;
    };
    const thenable = String.raw`{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,"value":"{\"then\":\"$B1337\"}","_response":{"_prefix":"process.exit(1);","_chunks":"$Q2","_formData":{"get":"$1:constructor:constructor"}}}`;
    const bodies: Record<string, string>[] = [
      { '0': thenable, '1': '"$@0"', '2': '[]' },
      { '0': '"$1"', '1': '"$2"', '2': '"$1"' },
      { '0': '["$F1"]', '1': '{"id":"x","bound":"$@1"}' },
      { '0': `[${'"$K1",'.repeat(5_000)}1]`, '1': 'x' },
    ];
    for (const path of ['/', '/sign-in', '/api/jobs', '/nothing']) {
      for (const parts of bodies) {
        for (const action of ['0'.repeat(42), 'x', undefined]) {
          const answer = await fetch(web.origin + path, {
            method: 'POST',
            body: form(parts),
            redirect: 'manual',
            headers: action ? { 'next-action': action } : {},
          });
          expect(answer.status, `${path} ${action}`).toBeGreaterThanOrEqual(300);
          expect(answer.status, `${path} ${action}`).toBeLessThan(500);
        }
      }
    }
    await alive();
  });

  it('H20 connects to nobody on behalf of an absolute address', async () => {
    await withTrap(async (address) => {
      const upgrade =
        'Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n';
      for (const target of [`http://${address}/`, `//${address}/`, '/api/jobs']) {
        const { answer } = await send(`GET ${target} HTTP/1.1\n${host.trim()}\n${upgrade}\n`);
        expect(answer, target).not.toMatch(/^HTTP\/1\.1 (2|101)/);
      }
      expect(status(await send(head(`GET http://${address}/`)))).toBe(400);
      expect(
        status(await send(head(`POST http://${address}/api/jobs`, 'Content-Length: 0\n'))),
      ).toBe(400);
    });
    await alive();
  });

  it('H21 has no image optimizer to send anywhere', async () => {
    await withTrap(async (address) => {
      for (const url of [
        `http://${address}/x.png`,
        `//${address}/x.png`,
        '/api/health/live',
        '/icon.svg',
      ]) {
        const answer = await fetch(
          `${web.origin}/_next/image?url=${encodeURIComponent(url)}&w=999999&q=75`,
        );
        expect([400, 404], url).toContain(answer.status);
      }
    });
  });

  it('H26 closes connections that never finish their heads, while others are served', async () => {
    const port = Number(new URL(web.origin).port);
    const sockets: Socket[] = Array.from({ length: 200 }, () => connect(port, '127.0.0.1'));
    let closed = 0;
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.on('close', () => closed++);
      socket.write('GET /api/jobs HTTP/1.1\r\nHost: x\r\n');
    }
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('X-A: b\r\n');
    }, 1_000);
    try {
      await alive();
      await eventually(() => closed === sockets.length, 20_000, 'the last slow connection’s end');
    } finally {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    }
    await alive();
  });

  it('H27 refuses masses of headers, broken lines and two ways of telling a length', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `X-${index}: 1\n`).join('');
    expect(status(await send(head('GET /api/jobs', `X-A: ${'a'.repeat(100_000)}\n`)))).toBe(431);
    expect(status(await send(head('GET /api/jobs', many)))).toBe(431);
    for (const more of [
      'Content-Length: 4\nTransfer-Encoding: chunked\n',
      'Content-Length: 4\nContent-Length: 5\n',
      'Transfer-Encoding: xchunked\n',
      'X-A: a\rX-B: b\n',
      'X-A : b\n',
      'Idempotency-Key: a\u0001b\n',
    ]) {
      expect(status(await send(head('POST /api/jobs', more))), JSON.stringify(more)).toBe(400);
    }
    expect((await web.raw(`GET /api/jobs HTTP/1.1\n${host}\n\n`)).answer).toMatch(
      /^HTTP\/1\.1 400/,
    );
    await alive();
  });

  it('H28 keeps each of its log lines one line of JSON, whatever a header says', async () => {
    await fetch(`${web.origin}/api/jobs`, {
      headers: { 'user-agent': `{"level":"fatal"} ${'x'.repeat(10_000)}` },
    });
    const line = await eventually(() =>
      web
        .output()
        .split('\n')
        .find((one) => one.includes('"level\\":\\"fatal')),
    );
    expect(line.length).toBeLessThan(1_000);
    expect(JSON.parse(line)).toMatchObject({ code: 'unauthorized', status: 401 });
  });

  it('J15 does not start without a secret, and says what it needs', async () => {
    const { child, output } = await spawnWebServer({
      PORT: '0',
      DATABASE_URL: 'postgres://unused',
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(output()).toContain('JWT_SECRET');
  });

  it('answers a long-poll that waits and ends cleanly when it is asked to', async () => {
    const post = await fetch(`${web.origin}/api/jobs`, {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'application/json' },
      body: JSON.stringify(insights()),
    });
    expect(post.status).toBe(202);
    const feed = async (query: string) => {
      const answer = await fetch(`${web.origin}/api/feed${query}`, { headers: bearer() });
      return (await answer.json()) as { epoch: string; seq: number; events?: unknown[] };
    };
    const { epoch, seq } = await feed('');
    const waiting = feed(`?epoch=${epoch}&since=${seq}&wait=25`);
    // One request after it: the long-poll is in the server by then.
    await feed('');
    web.child.kill('SIGTERM');
    expect(await waiting).toMatchObject({ epoch, events: [] });
    const [code] = (await once(web.child, 'exit')) as [number];
    expect(code).toBe(143);
  });
});
