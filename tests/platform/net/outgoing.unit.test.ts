import type { LookupAddress } from 'node:dns';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAllowList } from '#platform/net/allow-list';
import { assertPublicUrl } from '#platform/net/assert-public-url';
import {
  createOutgoing,
  type Outgoing,
  type SafeFetchOptions,
} from '#platform/net/create-outgoing';
import type { OutgoingError } from '#platform/net/outgoing-error';
import { isPublicAddress } from '#platform/net/public-address';

/** What names resolve to in this test, each call taking the next answer. */
const names = vi.hoisted(() => new Map<string, string[][]>());
vi.mock('node:dns', async (original) => {
  const dns = await original<typeof import('node:dns')>();
  const lookup = (hostname: string, options: object, callback: (...args: unknown[]) => void) => {
    const answers = names.get(hostname);
    if (!answers) return dns.lookup(hostname, options, callback as never);
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    const found: LookupAddress[] = addresses.map((address) => ({ address, family: 4 }));
    setImmediate(callback, null, found);
  };
  return { ...dns, default: { ...dns, lookup }, lookup };
});

let server: Server;
let origin: string;
let outgoing: Outgoing;
let strict: Outgoing;
const requests: { url: string; headers: Record<string, unknown> }[] = [];
const dripping = new Set<ServerResponse>();

const answers: Record<string, (response: ServerResponse, url: URL) => void> = {
  '/ok': (response) => response.setHeader('set-cookie', 'a=b').end('fine'),
  '/to': (response, url) =>
    response.writeHead(302, { location: url.searchParams.get('where') ?? '' }).end('secret'),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/large': (response) => response.end(Buffer.alloc(200_000)),
  '/bomb': (response) =>
    response
      .setHeader('content-encoding', 'gzip')
      .end(gzipSync(Buffer.alloc(20_000_000), { level: 9 })),
  '/endless': (response) => {
    const write = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', write);
    write();
  },
  '/drip': (response) => {
    dripping.add(response.writeHead(200));
    response.write('a');
  },
  '/silence': (response) => void dripping.add(response),
  '/inside': (response) => response.writeHead(500).end('the database password is hunter2'),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    requests.push({ url: request.url ?? '', headers: request.headers });
    (answers[url.pathname] ?? ((unknown) => unknown.writeHead(404).end()))(response, url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  names.set('feeds.example.org', [['127.0.0.1']]);
  names.set('inside.example.org', [['10.0.0.5']]);
  names.set('mixed.example.org', [['93.184.215.14', '10.0.0.5']]);
  outgoing = createOutgoing([`127.0.0.1:${port}`, `feeds.example.org:${port}`]);
  strict = createOutgoing([]);
});
afterAll(async () => {
  for (const response of dripping) response.destroy();
  await Promise.all([outgoing.close(), strict.close()]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (url: string, options: Partial<SafeFetchOptions> = {}, from = outgoing) =>
  from.fetch(url, { maxBytes: 100_000, timeoutMs: 3_000, maxRedirects: 5, ...options });
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = (await work.then(
    () => new Error('it was answered'),
    (thrown: unknown) => thrown,
  )) as OutgoingError;
  return error.code ?? String(error);
};

describe('addresses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0.0.0.0/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://0x7f000001/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[64:ff9b:1::a00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[fd00::1]/',
    'http://[ff02::1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://a.localhost/',
    'http://metadata.google.internal/',
    'http://printer.local/',
    'http://redis/',
    'http://①②⑦.0.0.1/',
  ])('pitfall U1: %s is not a public one', async (url) => {
    expect(await refusal(get(url, {}, strict))).toBe('blocked_address');
  });

  it.each([
    'file:///etc/passwd',
    'gopher://example.org/',
    'ftp://example.org/',
    'data:text/plain,a',
    'javascript:alert(1)',
    'http://user:pass@example.org/',
    'http://example.org@10.0.0.1/',
    'http://example.org\\@10.0.0.1/',
    'http://exa mple.org/',
    'http://example.org:22/',
    'http://example.org:6379/',
    'http://example.org:5432/',
    '//example.org/',
    'example.org',
    '',
    `http://example.org/${'a'.repeat(3_000)}`,
  ])('pitfall U5: %s is not called', async (url) => {
    expect(await refusal(get(url, {}, strict))).toBe('invalid_address');
  });

  it('lets public ones through, whatever script they are written in', () => {
    const allow = createAllowList([]);
    for (const url of [
      'https://example.org/feed?a=1#b',
      'http://93.184.215.14/',
      'https://[2606:4700::1111]:8443/',
      'https://bücher.example/',
    ]) {
      expect(assertPublicUrl(url, { allow }).href).toBe(new URL(url).href);
    }
    expect(isPublicAddress('8.8.8.8')).toBe(true);
    expect(isPublicAddress('8.8.8.8.example')).toBe(false);
  });

  it('holds a caller to https where it asked for that', async () => {
    const https = { schemes: ['https:'] } as const;
    expect(await refusal(get('http://example.org/', https, strict))).toBe('invalid_address');
    expect((await get(`${origin}/ok`, https)).status).toBe(200);
  });
});

describe('names', () => {
  it('pitfall U2: is checked at the connection, not before', async () => {
    names.set('two-faced.example.org', [['93.184.215.14'], ['127.0.0.1']]);
    await new Promise<void>((resolve) => {
      // As another check before this one would have heard it.
      void import('node:dns').then(({ lookup }) =>
        lookup('two-faced.example.org', { all: true }, () => resolve()),
      );
    });
    expect(await refusal(get('http://two-faced.example.org/', {}, strict))).toBe('blocked_address');
  });

  it.each(['http://inside.example.org/', 'http://mixed.example.org/'])(
    'pitfall U3: %s is refused for one private address among its own',
    async (url) => expect(await refusal(get(url, {}, strict))).toBe('blocked_address'),
  );

  it('reaches what the allow list names, at that port alone', async () => {
    const { port } = new URL(origin);
    expect((await get(`http://feeds.example.org:${port}/ok`)).status).toBe(200);
    expect(await refusal(get('http://feeds.example.org/ok'))).toBe('blocked_address');
    expect(await refusal(get('http://127.0.0.1:8080/ok'))).toBe('blocked_address');
  });

  it('reads networks, addresses and names with ports', () => {
    const allow = createAllowList(['10.1.0.0/16', '[::1]:99', 'db.house:8', 'nonsense entry']);
    expect(allow.address('10.1.2.3', 1)).toBe(true);
    expect(allow.address('10.2.2.3', 1)).toBe(false);
    expect(allow.address('::1', 99)).toBe(true);
    expect(allow.address('::1', 98)).toBe(false);
    expect(allow.host('DB.house', 8)).toBe(true);
    expect(allow.host('db.house', 9)).toBe(false);
    expect(allow.host('nonsense entry', 80)).toBe(false);
  });
});

describe('answers', () => {
  it('come whole, from wherever redirects led', async () => {
    const answer = await get(`${origin}/to?where=/ok`);
    expect([answer.status, answer.url]).toEqual([200, `${origin}/ok`]);
    expect(Buffer.from(answer.body).toString()).toBe('fine');
  });

  it.each([
    ['http://169.254.169.254/', 'blocked_address'],
    ['http://inside.example.org/', 'blocked_address'],
    ['file:///etc/passwd', 'invalid_address'],
    ['gopher://127.0.0.1:70/', 'invalid_address'],
    ['http://[', 'invalid_address'],
  ])('pitfall U4: a redirect to %s is %s', async (where, code) => {
    expect(await refusal(get(`${origin}/to?where=${encodeURIComponent(where)}`))).toBe(code);
  });

  it('pitfall U4: a loop ends after the redirects that were allowed', async () => {
    requests.length = 0;
    expect(await refusal(get(`${origin}/loop`, { maxRedirects: 3 }))).toBe('too_many_redirects');
    expect(requests).toHaveLength(4);
  });

  it('are the redirect itself where none is to be followed, or the request was not a GET', async () => {
    expect((await get(`${origin}/to?where=/ok`, { maxRedirects: 0 })).status).toBe(302);
    expect((await get(`${origin}/to?where=/ok`, { method: 'POST', body: 'a' })).status).toBe(302);
  });

  it('pitfall U12: what a caller sends does not go on to another origin, and no cookie is kept', async () => {
    requests.length = 0;
    const { port } = new URL(origin);
    const where = encodeURIComponent(`http://feeds.example.org:${port}/ok`);
    const headers = { authorization: 'Bearer a', 'x-own': 'b', accept: 'text/xml' };
    await get(`${origin}/ok`, { headers });
    await get(`${origin}/to?where=${where}`, { headers });
    expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer a' });
    expect(requests[2]?.headers).toMatchObject({ accept: 'text/xml', 'user-agent': 'Jobwire/1.0' });
    for (const name of ['authorization', 'x-own', 'cookie']) {
      expect(requests[2]?.headers).not.toHaveProperty(name);
    }
  });

  it.each(['/large', '/bomb', '/endless'])('pitfall U6: %s is cut off at the limit', async (path) =>
    expect(await refusal(get(origin + path))).toBe('too_large'),
  );

  it.each(['/drip', '/silence'])('pitfall U7: %s is given up in time', async (path) => {
    expect(await refusal(get(origin + path, { timeoutMs: 200 }))).toBe('timeout');
  });

  it('end when the caller gives up, for the caller’s own reason', async () => {
    const reason = new Error('enough');
    const given = new AbortController();
    const answer = get(`${origin}/silence`, { signal: given.signal });
    given.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('pitfall U13: an error tells nothing of what was found', async () => {
    const failed = get(`${origin}/inside`, { maxBytes: 10 }).catch((error: Error) => error.message);
    expect(await failed).toBe('The answer has more than 10 bytes.');
    const closed = createOutgoing(['127.0.0.1:1']);
    const error = await get('http://127.0.0.1:1/', {}, closed).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      code: 'unreachable',
      retryable: true,
      message: 'The other side cannot be reached.',
    });
    await closed.close();
  });
});
