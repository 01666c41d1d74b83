import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { DurableEvent, DurableKind } from '#contracts/events';
import type { Job, JobStatus } from '#contracts/job';

/** A server that keeps the contract over real HTTP and a real Socket.IO, its jobs moved by the test. */
export interface FeedServer {
  readonly url: string;
  readonly counts: { handshakes: number; refused: number; requests: Map<string, number> };
  readonly sockets: () => number;
  /** Last `auth` each handshake carried. */
  readonly auths: Record<string, unknown>[];
  readonly jobs: Map<string, Job>;
  /** Ids of jobs whose ending was shown on some device. */
  readonly seen: Set<string>;
  readonly faults: Faults;
  /** Answers of other routes, by method and path: `GET /api/other`. */
  readonly answers: Map<string, () => unknown>;
  epoch: string;
  seq(): number;
  /** Creates a job without a request, as another device would. */
  create(job?: Partial<Job>): Job;
  /** Changes a job and publishes the event. */
  move(jobId: string, status: JobStatus, patch?: Partial<Job>): DurableEvent;
  progress(jobId: string, percent: number, message?: string): void;
  log(jobId: string, texts: readonly string[], options?: { silently?: boolean }): void;
  /** Drops every connection as a network that fails would. */
  cut(): void;
  /** The server closes every socket, as it does when a token has run out. */
  kick(): void;
  emit(event: string, message: unknown): void;
  /** Requests to a path so far, all methods. */
  requested(path: string): number;
  stop(): Promise<void>;
}

export interface Faults {
  /** Answer of POST /api/socket-token instead of a token; null for none. */
  token: { status: number; retryAfter?: string; body?: string } | null;
  feed: { status: number; retryAfter?: string; body?: string } | null;
  job: { status: number } | null;
  /** Answer of POST /api/jobs/seen; null for what had been seen before. */
  seen: { status: number } | null;
  /** Refuses the handshake with this code. */
  refuse: string | null;
  /** Handshakes are neither answered nor refused. */
  silent: boolean;
  /** Durable events are stored but not pushed, for every event this answers true to. */
  dropEvent: ((event: DurableEvent) => boolean) | null;
  /** POST /api/jobs publishes the event at once and answers this many milliseconds later. */
  postDelayMs: number;
  /** POST /api/jobs takes the job and cuts the connection instead of answering, this many times. */
  loseAnswers: number;
  tokenLifeMs: number;
  /** Results leave events and lists. */
  omitResults: boolean;
  /** Events kept for replay. */
  keptEvents: number;
}

const userId = 'ada';
const now = () => new Date().toISOString();

export const startFeedServer = async (): Promise<FeedServer> => {
  const faults: Faults = {
    token: null,
    feed: null,
    job: null,
    seen: null,
    refuse: null,
    silent: false,
    dropEvent: null,
    postDelayMs: 0,
    loseAnswers: 0,
    tokenLifeMs: 300_000,
    omitResults: false,
    keptEvents: 1_000,
  };
  const counts = { handshakes: 0, refused: 0, requests: new Map<string, number>() };
  const auths: Record<string, unknown>[] = [];
  const answers = new Map<string, () => unknown>();
  const jobs = new Map<string, Job>();
  const seen = new Set<string>();
  const lines = new Map<string, { n: number; at: number; level: string; text: string }[]>();
  const byKey = new Map<string, { jobId: string; body: string }>();
  let events: DurableEvent[] = [];
  let seq = 0;
  let made = 0;
  let issued = 0;
  const validTokens = new Map<string, number>();

  const web = createServer();
  const io = new Server(web, {
    transports: ['websocket'],
    pingInterval: 1_000,
    pingTimeout: 1_000,
  });

  const outside = (job: Job): Job =>
    faults.omitResults && job.status === 'completed'
      ? { ...job, result: null, resultOmitted: true }
      : job;

  const publish = (kind: DurableKind, job: Job): DurableEvent => {
    seq++;
    const event: DurableEvent = {
      epoch: server.epoch,
      seq,
      kind,
      jobId: job.id,
      rev: job.rev,
      at: Date.now(),
      job: outside(job),
    };
    events = [...events, event].slice(-faults.keptEvents);
    if (!faults.dropEvent?.(event)) io.to(`user:${userId}`).emit('job:event', event);
    return event;
  };

  const make = (patch: Partial<Job> = {}): Job => {
    made++;
    const job: Job = {
      id: `${userId}~${patch.type ?? 'career-insights'}~${String(made).padStart(20, '0')}`,
      type: 'career-insights',
      userId,
      status: 'pending',
      progress: { percent: null, message: '' },
      attempt: 0,
      maxAttempts: 3,
      createdAt: new Date(Date.now() + made).toISOString(),
      startedAt: null,
      finishedAt: null,
      durationMs: null,
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
      ...patch,
    };
    jobs.set(job.id, job);
    return job;
  };

  const snapshot = () => ({
    resync: true,
    epoch: server.epoch,
    seq,
    jobs: [...jobs.values()].map(outside).reverse(),
  });
  const read = (epoch: string | null, since: number) => {
    const first = events[0]?.seq ?? seq + 1;
    if (epoch !== server.epoch || since > seq || since + 1 < first) return snapshot();
    const missed = events.filter((event) => event.seq > since).slice(0, 200);
    const at = missed.at(-1)?.seq ?? since;
    const progress = [...jobs.values()]
      .filter((job) => job.status === 'running')
      .map((job) => ({
        jobId: job.id,
        attempt: job.attempt,
        after: job.rev,
        at: Date.now(),
        ...job.progress,
      }));
    return { epoch: server.epoch, seq: at, events: missed, progress, more: at < seq };
  };

  const answer = (response: ServerResponse, status: number, body: unknown, headers = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, status: number, code: string) =>
    answer(response, status, {
      type: 'about:blank',
      title: code,
      status,
      code,
      detail: `refused: ${code}`,
    });
  const fault = (response: ServerResponse, broken: NonNullable<Faults['token']>) =>
    answer(
      response,
      broken.status,
      broken.body ?? { code: broken.status === 401 ? 'unauthorized' : 'broken', detail: 'a fault' },
      broken.retryAfter ? { 'retry-after': broken.retryAfter } : {},
    );

  const postJob = async (request: IncomingMessage, response: ServerResponse, body: string) => {
    const { type, options: _options, ...input } = JSON.parse(body) as Record<string, unknown>;
    const key = request.headers['idempotency-key'] as string;
    const known = byKey.get(key);
    if (known && known.body !== body) return refuse(response, 422, 'idempotency_mismatch');
    if (input.domain === 'refused') return refuse(response, 422, 'invalid_input');
    let job = known && jobs.get(known.jobId);
    if (!job) {
      job = make({ type: String(type), clientKey: key });
      byKey.set(key, { jobId: job.id, body });
      publish('created', job);
    }
    if (faults.loseAnswers > 0) {
      faults.loseAnswers--;
      request.socket.destroy();
      return;
    }
    if (faults.postDelayMs) await new Promise((resolve) => setTimeout(resolve, faults.postDelayMs));
    answer(response, 202, { jobId: job.id, job, statusUrl: `/api/jobs/${job.id}/status` });
  };

  const onJob = (response: ServerResponse, jobId: string, verb: string, query: URLSearchParams) => {
    if (faults.job) return refuse(response, faults.job.status, 'broken');
    const job = jobs.get(jobId);
    if (!job) return refuse(response, 404, 'not_found');
    if (verb === '') return answer(response, 200, { job });
    if (verb === 'logs') {
      const after = Number(query.get('after'));
      const page = (lines.get(jobId) ?? []).filter((line) => line.n > after).slice(0, 500);
      return answer(response, 200, { lines: page, truncatedBefore: 0 });
    }
    const ended = ['completed', 'failed', 'cancelled'].includes(job.status);
    if (verb === 'cancel') {
      if (ended) return refuse(response, 409, 'already_finished');
      server.move(jobId, job.status === 'running' ? 'cancelling' : 'cancelled');
      return answer(response, 202, { job: jobs.get(jobId) });
    }
    if (verb === 'run-now') {
      if (job.status !== 'retrying') return refuse(response, 409, 'not_waiting');
      server.move(jobId, 'pending');
      return answer(response, 202, { job: jobs.get(jobId) });
    }
    if (!ended || job.status === 'completed') return refuse(response, 409, 'not_retryable');
    const next = make({ type: job.type, retryOf: jobId });
    publish('created', next);
    answer(response, 202, { jobId: next.id, job: next, statusUrl: '' });
  };

  web.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/socket.io')) return;
    counts.requests.set(pathname, (counts.requests.get(pathname) ?? 0) + 1);
    let body = '';
    for await (const piece of request) body += piece;
    if (pathname === '/api/socket-token') {
      if (faults.token) return fault(response, faults.token);
      const token = `token-${++issued}`;
      const expiresAt = Date.now() + faults.tokenLifeMs;
      validTokens.set(token, expiresAt);
      return answer(response, 200, { token, expiresAt, url: server.url });
    }
    if (pathname === '/api/feed') {
      if (faults.feed) return fault(response, faults.feed);
      return answer(
        response,
        200,
        read(searchParams.get('epoch'), Number(searchParams.get('since') ?? -1)),
      );
    }
    if (pathname === '/api/jobs/seen') {
      if (faults.seen) return fault(response, faults.seen);
      const { ids } = JSON.parse(body) as { ids: string[] };
      const before = ids.filter((id) => seen.has(id));
      for (const id of ids) seen.add(id);
      return answer(response, 200, { before });
    }
    const other = answers.get(`${request.method} ${pathname}`);
    if (other) return answer(response, 200, other());
    if (pathname === '/api/jobs' && request.method === 'POST')
      return postJob(request, response, body);
    const [, jobId = '', verb = ''] = pathname.match(/^\/api\/jobs\/([^/]+)\/?([\w-]*)$/) ?? [];
    if (jobId) return onJob(response, decodeURIComponent(jobId), verb, searchParams);
    refuse(response, 404, 'not_found');
  });

  io.use((socket, next) => {
    if (faults.silent) return;
    auths.push(socket.handshake.auth);
    const token = String(socket.handshake.auth.token);
    const expiresAt = validTokens.get(token);
    const code =
      faults.refuse ??
      (expiresAt === undefined ? 'token_invalid' : expiresAt < Date.now() ? 'token_expired' : null);
    if (code) {
      counts.refused++;
      next(Object.assign(new Error(code), { data: { code } }));
      return;
    }
    next();
  });
  io.on('connection', (socket: Socket) => {
    counts.handshakes++;
    void socket.join(`user:${userId}`);
    const { epoch, seq: since } = socket.handshake.auth as { epoch?: string; seq?: number };
    const hello = { v: 1, epoch: server.epoch, seq, heartbeatMs: 1_000, serverTime: Date.now() };
    socket.emit('hello', hello);
    const missed = read(epoch ?? null, since ?? -1);
    if ('resync' in missed) {
      socket.emit('resync', { epoch: missed.epoch, seq: missed.seq, jobs: missed.jobs });
    } else {
      for (const event of missed.events) socket.emit('job:event', event);
    }
    socket.on('job:watch', ({ jobIds }, ack) => {
      for (const id of jobIds) void socket.join(`job:${id}`);
      const watched = (jobIds as string[]).flatMap((id) => jobs.get(id) ?? []);
      ack({ ok: true, jobs: watched.map(outside) });
    });
    socket.on('job:unwatch', ({ jobIds }, ack) => {
      for (const id of jobIds) void socket.leave(`job:${id}`);
      ack({ ok: true });
    });
    for (const event of ['admin:watch', 'admin:unwatch']) {
      socket.on(event, (_request, ack) => {
        counts.requests.set(event, (counts.requests.get(event) ?? 0) + 1);
        ack({ ok: true, pulse: { at: 'asked', health: {}, queues: [], workers: [] } });
      });
    }
    socket.on('auth:refresh', ({ token }, ack) => {
      counts.requests.set('auth:refresh', (counts.requests.get('auth:refresh') ?? 0) + 1);
      ack({ ok: true, expiresAt: validTokens.get(token) ?? 0 });
    });
  });

  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const { port } = web.address() as AddressInfo;

  const server: FeedServer = {
    url: `http://127.0.0.1:${port}`,
    counts,
    auths,
    jobs,
    seen,
    faults,
    answers,
    epoch: 'first',
    seq: () => seq,
    sockets: () => io.of('/').sockets.size,
    create(patch) {
      const job = make(patch);
      publish('created', job);
      return job;
    },
    move(jobId, status, patch = {}) {
      const before = jobs.get(jobId);
      if (!before) throw new Error(`no job ${jobId}`);
      const ended = ['completed', 'failed', 'cancelled'].includes(status);
      const job: Job = {
        ...before,
        status,
        rev: before.rev + 1,
        attempt: status === 'running' ? before.attempt + 1 : before.attempt,
        startedAt: status === 'running' ? (before.startedAt ?? now()) : before.startedAt,
        finishedAt: ended ? now() : null,
        ...patch,
      };
      jobs.set(jobId, job);
      return publish(status === 'running' ? 'started' : (status as DurableKind), job);
    },
    progress(jobId, percent, message = `at ${percent}`) {
      const job = jobs.get(jobId);
      if (!job) throw new Error(`no job ${jobId}`);
      jobs.set(jobId, { ...job, progress: { percent, message } });
      const at = Date.now();
      const event = { jobId, attempt: job.attempt, after: job.rev, at, percent, message };
      io.to(`job:${jobId}`).emit('job:progress', event);
    },
    log(jobId, texts, { silently = false } = {}) {
      const known = lines.get(jobId) ?? [];
      const fresh = texts.map((text, index) => ({
        n: known.length + index + 1,
        at: Date.now(),
        level: 'info',
        text,
      }));
      lines.set(jobId, [...known, ...fresh]);
      if (!silently) io.to(`job:${jobId}`).emit('job:log', { jobId, lines: fresh });
    },
    cut() {
      for (const socket of io.of('/').sockets.values()) socket.conn.close();
    },
    kick: () => io.disconnectSockets(true),
    emit: (event, message) => io.emit(event, message),
    requested: (path) => counts.requests.get(path) ?? 0,
    async stop() {
      await io.close();
      web.closeAllConnections();
    },
  };
  return server;
};
