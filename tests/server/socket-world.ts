import { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import WebSocket from 'ws';
import type { ClientToServerEvents, Cursor, DurableEvent, DurableKind } from '#contracts/events';
import type { Job } from '#contracts/job';
import type { Role } from '#contracts/roles';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import type { Platform } from '#platform/platform';
import { makeJobId } from '#platform/store/job-id';
import { createSocketServer, type SocketServer } from '#server/create-socket-server';
import type { ServerLimits } from '#server/limits';
import { eventually } from '../helpers/eventually';
import { startPostgres, type TestPostgres } from '../helpers/postgres-server';
import { startRedis, type TestRedis } from '../helpers/redis-server';
import { testConfig } from '../helpers/test-config';

export interface Received {
  readonly event: string;
  readonly payload: unknown;
}

export interface Refusal extends Error {
  readonly data?: { code?: string; message?: string };
}

type Ack = { ok: true; jobs?: Job[]; expiresAt?: number } | { ok: false; error: { code: string } };

/** A client that writes down everything it is told, in order. */
export class Recorder {
  readonly received: Received[] = [];
  readonly socket: Socket;
  closedBy: string | undefined;

  constructor(url: string, auth: object, options: object = {}) {
    this.socket = io(url, {
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...options,
    });
    this.socket.onAny((event: string, payload: unknown) => this.received.push({ event, payload }));
    this.socket.on('disconnect', (reason) => {
      this.closedBy = reason;
    });
  }

  async connected(): Promise<this> {
    if (this.socket.connected) return this;
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
      this.socket.io.once('close', (reason) =>
        setImmediate(() => reject(new Error(`closed: ${reason}`))),
      );
    });
    return this;
  }

  /** Code of the refusal; fails when the connection was accepted. */
  async refused(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect_error', (error: Refusal) =>
        resolve(error.data?.code ?? error.message),
      );
      this.socket.once('connect', () => reject(new Error('the connection was accepted')));
      // A refused client closes first and reports the refusal right after.
      this.socket.io.once('close', (reason) =>
        setImmediate(() => reject(new Error(`closed: ${reason}`))),
      );
    });
  }

  payloads<T>(event: string): T[] {
    return this.received.filter((one) => one.event === event).map((one) => one.payload as T);
  }

  get seqs(): number[] {
    return this.payloads<DurableEvent>('job:event').map(({ seq }) => seq);
  }

  /** Resolves with the payload of the first such message. */
  async got<T = unknown>(event: string, matches: (payload: T) => boolean = () => true): Promise<T> {
    await eventually(() => this.payloads<T>(event).some(matches), 10_000, event);
    return this.payloads<T>(event).find(matches) as T;
  }

  ask(event: keyof ClientToServerEvents | (string & {}), ...args: unknown[]): Promise<Ack> {
    return this.socket.timeout(5_000).emitWithAck(event, ...args) as Promise<Ack>;
  }

  async closed(withinMs = 10_000): Promise<string> {
    return eventually(() => this.closedBy, withinMs, 'the end of the connection');
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** A socket without Socket.IO on it, for what no client library would send. */
export class RawSocket {
  readonly messages: string[] = [];
  closeCode: number | undefined;

  constructor(readonly ws: WebSocket) {
    ws.on('message', (data) => this.messages.push(String(data)));
    ws.on('close', (code) => {
      this.closeCode = code;
    });
    ws.on('error', () => {});
  }

  async opened(): Promise<this> {
    await eventually(() => this.messages[0]?.startsWith('0{'), 5_000, 'the Engine.IO handshake');
    return this;
  }

  async saw(match: (message: string) => boolean): Promise<string> {
    await eventually(() => this.messages.some(match), 5_000, 'the message');
    return this.messages.find(match) as string;
  }

  async closed(withinMs = 10_000): Promise<number> {
    await eventually(() => this.closeCode !== undefined, withinMs, 'the end of the connection');
    return this.closeCode as number;
  }
}

export interface World {
  readonly redis: TestRedis;
  readonly postgres: TestPostgres;
  /** The publishing side: what a worker and the API would do. */
  readonly core: PlatformCore;
  /** The platform the socket server stands on. */
  readonly serverCore: PlatformCore;
  readonly port: number;
  readonly url: string;
  readonly server: SocketServer;
  token(userId: string, more?: { role?: Role; ttlSeconds?: number; sessionId?: string }): string;
  connect(userId: string, cursor?: Partial<Cursor>, options?: object): Promise<Recorder>;
  recorder(auth: object, options?: object): Recorder;
  raw(query?: string, options?: WebSocket.ClientOptions): RawSocket;
  /** A signed-in raw socket. */
  rawUser(userId: string): Promise<RawSocket>;
  /** Breaks every subscribed connection to Redis, as a network would. */
  cutSubscriptions(): Promise<void>;
  /** A second server of its own over the same stores. */
  another(limits?: Partial<ServerLimits>, wrap?: (platform: Platform) => Platform): Promise<World>;
  stop(): Promise<void>;
}

interface Stores {
  readonly redis: TestRedis;
  readonly postgres: TestPostgres;
  readonly core: PlatformCore;
}

const quick: Partial<ServerLimits> = {
  sweepIntervalMs: 100,
  // Every client of a test comes from the same address.
  socketsPerAddress: 500,
};

const serve = async (
  stores: Stores,
  env: Record<string, string>,
  limits: Partial<ServerLimits>,
  wrap: (platform: Platform) => Platform,
  stopStores: () => Promise<void>,
): Promise<World> => {
  const { redis, postgres, core } = stores;
  const config = testConfig({ redis: redis.url, postgres: postgres.url }, env);
  const serverCore = createPlatform(config, 'server');
  if ((await core.health()).redis) {
    await eventually(async () => (await serverCore.health()).redis, 5_000, 'Redis');
  }
  const server = createSocketServer(wrap(serverCore), { ...quick, ...limits });
  const port = await server.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const open: { close(): void }[] = [];
  const recorder = (auth: object, options: object = {}) => {
    const one = new Recorder(url, auth, options);
    open.push(one);
    return one;
  };
  const token: World['token'] = (userId, more = {}) =>
    core.tokens.sign({
      userId,
      role: more.role ?? 'user',
      audience: 'jobwire-socket',
      ttlSeconds: more.ttlSeconds ?? 300,
      ...(more.sessionId ? { sessionId: more.sessionId } : {}),
    }).token;
  const raw: World['raw'] = (query = 'EIO=4&transport=websocket', options = {}) => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?${query}`, options);
    open.push({ close: () => ws.terminate() });
    return new RawSocket(ws);
  };
  return {
    redis,
    postgres,
    core,
    serverCore,
    port,
    url,
    server,
    token,
    recorder,
    raw,
    connect: (userId, cursor = {}, options = {}) =>
      recorder({ token: token(userId), ...cursor }, options).connected(),
    rawUser: async (userId) => {
      const socket = await raw().opened();
      socket.ws.send(`40${JSON.stringify({ token: token(userId) })}`);
      await socket.saw((message) => message.startsWith('40'));
      return socket;
    },
    cutSubscriptions: async () => {
      const admin = new Redis(redis.url);
      await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      admin.disconnect();
    },
    another: (more = {}, wrapMore = (platform) => platform) =>
      serve(stores, env, more, wrapMore, async () => {}),
    stop: async () => {
      for (const one of open) one.close();
      await server.close();
      await serverCore.close();
      await stopStores();
    },
  };
};

/** Real Redis, real Postgres, a real platform and the socket server over it. */
export const startWorld = async (
  limits: Partial<ServerLimits> = {},
  env: Record<string, string> = {},
): Promise<World> => {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
  const core = createPlatform(testConfig({ redis: redis.url, postgres: postgres.url }), 'worker');
  await eventually(async () => (await core.health()).redis, 5_000, 'Redis');
  return serve(
    { redis, postgres, core },
    env,
    limits,
    (platform) => platform,
    async () => {
      await core.close();
      await Promise.all([redis.stop(), postgres.stop()]);
    },
  );
};

let jobs = 0;

/** A job as events and snapshots show it. */
export const makeJob = (userId: string, more: Partial<Job> = {}): Job => {
  jobs += 1;
  return {
    id: `${userId}~skill-gap-analysis~${String(jobs).padStart(24, '0')}`,
    type: 'skill-gap-analysis',
    userId,
    status: 'running',
    progress: { percent: 10, message: 'Reading' },
    attempt: 1,
    maxAttempts: 3,
    createdAt: '2026-01-02T03:04:05.678Z',
    startedAt: '2026-01-02T03:04:06.678Z',
    finishedAt: null,
    durationMs: 12,
    etaMs: null,
    queuePosition: null,
    waitingFor: null,
    result: null,
    error: null,
    runAt: null,
    retryOf: null,
    parentId: null,
    traceId: null,
    engine: null,
    clientKey: null,
    rev: 1,
    ...more,
  };
};

/** Most events that travel in one call of `publish`. */
const PUBLISH_BATCH = 20;

/** Publishes durable events of new jobs of one owner, as a worker would. */
export const publish = async (
  world: Pick<World, 'core'>,
  userId: string,
  count: number,
  kind: DurableKind = 'queued',
): Promise<Job[]> => {
  const made = Array.from({ length: count }, () => makeJob(userId));
  for (let from = 0; from < count; from += PUBLISH_BATCH) {
    const batch = made.slice(from, from + PUBLISH_BATCH);
    await Promise.all(
      batch.map((job) =>
        world.core.publisher.publish({ owner: userId, kind, terminal: false, job }),
      ),
    );
  }
  return made;
};

/** Publishes progress of a job, as a worker would. */
export const progress = (world: Pick<World, 'core'>, job: Job, percent: number): Promise<boolean> =>
  world.core.publisher.update({
    owner: job.userId,
    jobId: job.id,
    after: job.rev,
    progress: JSON.stringify({
      percent,
      message: 'Reading',
      jobId: job.id,
      attempt: 1,
      after: job.rev,
      at: Date.now(),
    }),
    lines: [],
    chunks: [],
    last: false,
  });

/** Adds log lines and chunks to a job, as a worker would. */
export const output = (
  world: Pick<World, 'core'>,
  job: Job,
  lines: readonly string[],
  chunks: readonly string[] = [],
): Promise<boolean> =>
  world.core.publisher.update({
    owner: job.userId,
    jobId: job.id,
    after: job.rev,
    progress: null,
    lines: lines.map((text) => `"at":1,"level":"info","text":${JSON.stringify(text)}}`),
    chunks: chunks.map((text) => `"at":1,"text":${JSON.stringify(text)}}`),
    last: false,
  });

/** A job in the ledger, without a worker that would run it. */
export const submit = async (world: Pick<World, 'core'>, owner: string): Promise<Job> => {
  const row = await world.core.ledger.submit({
    id: makeJobId(owner, 'skill-gap-analysis'),
    owner,
    type: 'skill-gap-analysis',
    input: '{}',
    options: '{}',
    idemKey: null,
    idemHash: null,
    maxAttempts: 3,
    delayMs: 0,
    retryOf: null,
    parentId: null,
    traceId: null,
  });
  if (!row) throw new Error('the key is taken');
  return world.core.jobs.get({ userId: owner, role: 'user', via: 'token' }, row.id);
};

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
