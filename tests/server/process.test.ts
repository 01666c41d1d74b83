import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import { eventually } from '../helpers/eventually';
import { freePort } from '../helpers/free-port';
import { startPostgres, type TestPostgres } from '../helpers/postgres-server';
import { startRedis, type TestRedis } from '../helpers/redis-server';
import { testConfig, testEnvironment } from '../helpers/test-config';
import { makeJob, RawSocket, Recorder } from './socket-world';

const METRICS_TOKEN = 'metrics-token-of-this-test';

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  readonly lines: string[];
}

const start = async (environment: Record<string, string>): Promise<Process> => {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/index.ts'], {
    env: { ...process.env, ...environment, SOCKET_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => lines.push(...String(data).split('\n').filter(Boolean)));
  }
  return { child, port, url: `http://127.0.0.1:${port}`, lines };
};

const isUp = (one: Process) =>
  eventually(async () => (await fetch(`${one.url}/health/live`)).ok, 20_000, 'the process');

const residentMegabytes = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

describe('the socket process', () => {
  let redis: TestRedis;
  let postgres: TestPostgres;
  let core: PlatformCore;
  let one: Process;
  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
    const stores = { redis: redis.url, postgres: postgres.url };
    core = createPlatform(testConfig(stores), 'worker');
    await eventually(async () => (await core.health()).redis, 5_000, 'Redis');
    one = await start(testEnvironment(stores, { METRICS_TOKEN, LOG_LEVEL: 'info' }));
    await isUp(one);
  });
  afterAll(async () => {
    one.child.kill('SIGKILL');
    await core.close();
    await Promise.all([redis.stop(), postgres.stop()]);
  });

  const tokenOf = (userId: string): string =>
    core.tokens.sign({ userId, role: 'user', audience: 'jobwire-socket', ttlSeconds: 60 }).token;
  const get = (path: string, init: RequestInit = {}) => fetch(`${one.url}${path}`, init);

  it('says that it lives and whether it can serve, and nothing about where', async () => {
    const live = await get('/health/live');
    expect([live.status, await live.text()]).toEqual([200, '{"status":"live"}']);
    expect(live.headers.get('cache-control')).toBe('no-store');
    expect(live.headers.get('x-content-type-options')).toBe('nosniff');
    const ready = await get('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', redis: true, postgres: true },
    ]);
  });

  it('H31 shows metrics to the token alone', async () => {
    const refused: Record<string, string>[] = [
      {},
      { authorization: 'Bearer wrong' },
      { authorization: METRICS_TOKEN },
      { authorization: `Bearer ${METRICS_TOKEN}x` },
    ];
    for (const headers of refused) {
      const answer = await get('/metrics', { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await answer.json()).toMatchObject({ code: 'unauthorized' });
    }
    const tab = await new Recorder(one.url, { token: tokenOf('ann') }).connected();
    const answer = await get('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toMatch(/jobwire_sockets\{process="server"\} 1\n/);
    tab.close();
  });

  it('serves nothing else over HTTP', async () => {
    for (const path of [
      '/',
      '/health',
      '/metrics/',
      '/socket.io.js',
      '/%2e%2e/etc/passwd',
      '/__proto__',
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
    const client = await get('/socket.io/socket.io.js');
    expect(client.status).toBe(400);
    const posted = await get('/health/live', { method: 'POST', body: '{}' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await get('/health/live', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('I12 stays alive and says that it cannot serve while a store is away', async () => {
    await redis.kill();
    await eventually(async () => (await get('/health/ready')).status === 503, 5_000, 'not ready');
    expect(await (await get('/health/ready')).json()).toMatchObject({
      redis: false,
      postgres: true,
    });
    expect((await get('/health/live')).status).toBe(200);
    await redis.restart();
    await eventually(async () => (await get('/health/ready')).status === 200, 5_000, 'ready');
  });

  it('T12 holds its memory while a client does not read what is published for it', async () => {
    const ws = new WebSocket(`ws://127.0.0.1:${one.port}/socket.io/?EIO=4&transport=websocket`);
    const stalled = await new RawSocket(ws).opened();
    ws.send(`40${JSON.stringify({ token: tokenOf('bob') })}`);
    await stalled.saw((message) => message.startsWith('42["resync"'));
    // Redis was away a moment ago.
    await eventually(async () => (await core.health()).redis, 10_000, 'Redis');
    const pid = one.child.pid as number;
    const before = residentMegabytes(pid);
    ws.pause();
    const result = { text: 'x'.repeat(15_000) };
    let peak = before;
    for (let batch = 0; batch < 60; batch += 1) {
      await Promise.all(
        Array.from({ length: 50 }, () => {
          const job = makeJob('bob', { status: 'completed', result });
          return core.publisher.publish({ owner: 'bob', kind: 'completed', terminal: true, job });
        }),
      );
      peak = Math.max(peak, residentMegabytes(pid));
    }
    expect(peak - before).toBeLessThan(60);
    ws.resume();
    await stalled.closed();
  });

  it('T20 says goodbye with a moment to come back at, leaves within 10 s and with code 0, whoever does not read', async () => {
    const tabs = await Promise.all(
      ['cid', 'dan', 'eve', 'fay'].map((id) =>
        new Recorder(one.url, { token: tokenOf(id) }).connected(),
      ),
    );
    const ws = new WebSocket(`ws://127.0.0.1:${one.port}/socket.io/?EIO=4&transport=websocket`);
    const deaf = await new RawSocket(ws).opened();
    ws.send(`40${JSON.stringify({ token: tokenOf('gus') })}`);
    await deaf.saw((message) => message.startsWith('40'));
    ws.pause();
    const exit = once(one.child, 'exit');
    const askedAt = performance.now();
    one.child.kill('SIGTERM');
    const moments: number[] = [];
    for (const tab of tabs) {
      const { reconnectInMs } = await tab.got<{ reconnectInMs: number }>('server:closing');
      moments.push(reconnectInMs);
      // Not a disconnect by the server's will, after which Socket.IO's client would stay away.
      expect(await tab.closed()).toMatch(/^transport/);
    }
    expect(moments.every((moment) => moment >= 0 && moment < 5_000)).toBe(true);
    expect(new Set(moments).size).toBeGreaterThan(1);
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    ws.terminate();
    expect(one.lines.filter((line) => line.includes('"level":60'))).toEqual([]);
  });
});
