import type { Socket } from 'socket.io-client';
import type { Pulse } from '#contracts/admin';
import type { ClientToServerEvents, Cursor, Hello, ServerToClientEvents } from '#contracts/events';
import { MAX_WATCHED_JOBS } from '#contracts/limits';
import { WIRE_VERSION } from '#contracts/wire-version';
import type { ConnectionInfo } from '../jobs-api';
import type { EngineParts } from './engine-parts';
import { isObject } from './job-row';
import { pause } from './pause';
import { PULSE_TOPIC } from './pulse-topic';
import { type RequestError, toRequestError } from './request-error';
import type { VolatileEvent } from './tab-relay';
import type { TokenSource } from './token-source';

/** A connection that is not up after so many milliseconds is torn down. */
const CONNECT_TIMEOUT_MS = 8_000;
/** What was missed has to follow the hello within this many milliseconds, else it is fetched. */
const REPLAY_TIMEOUT_MS = 3_000;
const MIN_BACKOFF_MS = 500;
/** Longest pause: for a network that fails, and for a server that refuses. */
const MAX_BACKOFF_MS = 10_000;
const MAX_REFUSED_BACKOFF_MS = 60_000;
/** Two renewals are at least this far apart, in milliseconds, however wrong the local clock is. */
const MIN_RENEWAL_GAP_MS = 10_000;
/** Answers to our own messages, and the pause after each watch request, in milliseconds. */
const ANSWER_TIMEOUT_MS = 5_000;
const WATCH_GAP_MS = 100;
/** Silence beyond the server's heartbeat by this many milliseconds means a dead line. */
const SILENCE_MARGIN_MS = 5_000;

type FeedSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Failure = NonNullable<ConnectionInfo['error']>;

export interface FeedConnection {
  start(): void;
  stop(): void;
  /** Now rather than later: a pending attempt is made at once, a line that has been silent too long is given up. */
  nudge(): void;
  /** Is open and has caught up. */
  isOpen(): boolean;
  /** The cursor moved: what the hello promised may be complete. `pulled`: it is, the feed itself was asked. */
  settle(pulled?: boolean): void;
  /** When the server was last heard, in ms since 1970. */
  heardAt(): number;
  /** The jobs to be watched may have changed. */
  watch(): void;
}

export interface FeedConnectionOptions {
  readonly tokens: TokenSource;
  /** Jobs whose progress and output are wanted, the most wanted first. */
  readonly wanted: () => readonly string[];
  readonly onEvent: (event: unknown) => void;
  readonly onSnapshot: (message: unknown) => void;
  readonly onProgress: (event: unknown) => void;
  readonly onVolatile: (message: VolatileEvent) => void;
  /** Where the jobs that are watched from now on stand. */
  readonly onWatched: (jobs: readonly unknown[]) => void;
  /** A token was had: whoever waits for a sign-in can go on. */
  readonly onToken: () => void;
  /** What was promised did not come: fetch it. */
  readonly onIncomplete: () => void;
  readonly onOpen: () => void;
  readonly onDown: () => void;
}

/** 0.5 s doubling to the ceiling, half of it to one and a half times as long: a crowd comes back spread out. */
export const backoffMs = (attempt: number, ceilingMs: number): number =>
  Math.min(ceilingMs, MIN_BACKOFF_MS * 2 ** (attempt - 1)) * (0.5 + Math.random());

const failureOf = (error: RequestError): Failure => ({
  kind: error.status === 401 ? 'auth' : error.status ? 'server' : 'network',
  code: error.code,
  message: error.message,
});

/** A refusal of the handshake, by its code. */
const refusalOf = (error: Error): Failure => {
  const data = 'data' in error && isObject(error.data) ? error.data : {};
  if (typeof data.code !== 'string') {
    return { kind: 'network', code: 'network', message: 'The socket server could not be reached.' };
  }
  const kind = data.code.startsWith('token_') ? 'auth' : 'server';
  return { kind, code: data.code, message: error.message };
};

/**
 * Holds the socket. Each attempt is a socket of its own with a token of its own: nothing of an attempt
 * that failed can speak into the next, and no old token is ever sent again. It never gives up.
 */
export const createFeedConnection = (
  { env, connection, feed }: EngineParts,
  options: FeedConnectionOptions,
): FeedConnection => {
  const { tokens } = options;
  const { cursor } = feed;
  let socket: FeedSocket | undefined;
  let running = false;
  /** Counts attempts; whatever belongs to an earlier one is void. */
  let run = 0;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  /** What the hello promised. */
  let target: Cursor | undefined;
  let open = false;
  let staleToken = false;
  /** Tokens refused since the socket was last open. */
  let refusals = 0;
  let heardAt = 0;
  let heartbeatMs = 0;
  let closingInMs: number | undefined;
  /** Jobs the server pushes the progress of; a new set for each socket. */
  let watched = new Set<string>();
  let watching = false;
  /** The operators' pulse was asked for. */
  let pulsing = false;

  const drop = () => {
    run++;
    clearTimeout(retry);
    clearTimeout(deadline);
    clearTimeout(renewal);
    retry = undefined;
    target = undefined;
    open = false;
    watched = new Set();
    watching = false;
    pulsing = false;
    const old = socket;
    socket = undefined;
    old?.off();
    old?.disconnect();
  };

  const fail = (error: Failure, waitMs?: number) => {
    drop();
    if (!running) return;
    attempt++;
    const ceiling = error.kind === 'network' ? MAX_BACKOFF_MS : MAX_REFUSED_BACKOFF_MS;
    const wait = waitMs ?? backoffMs(attempt, ceiling);
    retry = setTimeout(connect, wait);
    connection.set({
      phase: error.kind === 'auth' ? 'auth' : 'backoff',
      attempt,
      nextRetryAt: Date.now() + wait,
      error,
    });
    options.onDown();
  };

  const settle = (pulled = false) => {
    const at = cursor();
    if (pulled && target && at) target = at;
    if (open || !target || at?.epoch !== target.epoch || at.seq < target.seq) return;
    open = true;
    attempt = 0;
    refusals = 0;
    clearTimeout(deadline);
    connection.set({ phase: 'open', attempt: 0, nextRetryAt: undefined, error: undefined });
    options.onOpen();
    void watch();
    planRenewal();
  };

  const expect = (next: Cursor) => {
    target = next;
    clearTimeout(deadline);
    deadline = setTimeout(options.onIncomplete, REPLAY_TIMEOUT_MS);
    connection.set({ phase: 'catching-up' });
    settle();
  };

  const onHello = (hello: Hello) => {
    if (!isObject(hello) || typeof hello.epoch !== 'string') return;
    if (hello.v !== WIRE_VERSION) {
      const message = 'This page is older than the server. Reload it.';
      fail({ kind: 'protocol', code: 'wire_version', message }, MAX_REFUSED_BACKOFF_MS);
      return;
    }
    heartbeatMs = hello.heartbeatMs;
    const clockOffsetMs = Math.round(hello.serverTime - Date.now());
    if (Number.isFinite(clockOffsetMs)) connection.set({ clockOffsetMs });
    expect({ epoch: hello.epoch, seq: hello.seq });
  };

  const onRefused = (error: Error) => {
    const failure = refusalOf(error);
    // A refused token is never shown again, and the first time there is no reason to wait for another.
    staleToken ||= failure.kind === 'auth';
    fail(failure, failure.kind === 'auth' && refusals++ === 0 ? 0 : undefined);
  };

  const onClosed = (reason: string) => {
    const message = 'The connection was lost.';
    // The server closes a socket when its token has run out or was revoked, and before it goes down.
    if (reason === 'io server disconnect' && closingInMs === undefined) staleToken = true;
    const wait = closingInMs === undefined ? undefined : closingInMs * (0.5 + Math.random());
    closingInMs = undefined;
    fail({ kind: 'network', code: 'network', message }, wait);
  };

  const listen = (fresh: FeedSocket) => {
    const heard = () => {
      heardAt = Date.now();
    };
    heard();
    fresh.io.on('ping', heard);
    fresh.onAny(heard);
    fresh.on('hello', onHello);
    fresh.on('resync', (message) => {
      options.onSnapshot(message);
      // The hello may have named an epoch that is gone by now.
      const at = cursor();
      if (!open && at) expect(at);
    });
    fresh.on('job:event', options.onEvent);
    fresh.on('job:progress', options.onProgress);
    fresh.on('job:log', (event) => options.onVolatile({ kind: 'log', event }));
    fresh.on('job:chunk', (event) => options.onVolatile({ kind: 'chunk', event }));
    fresh.on('admin:pulse', (event) => options.onVolatile({ kind: 'pulse', event }));
    fresh.on('auth:expiring', () => void renew());
    fresh.on('server:closing', (message) => {
      closingInMs = Math.min(MAX_BACKOFF_MS, Math.max(0, Number(message?.reconnectInMs) || 0));
    });
    fresh.on('connect_error', onRefused);
    fresh.on('disconnect', onClosed);
  };

  const connect = async (): Promise<void> => {
    drop();
    const mine = run;
    connection.set({ phase: 'connecting', nextRetryAt: undefined });
    deadline = setTimeout(() => {
      fail({ kind: 'network', code: 'timeout', message: 'The socket server did not answer.' });
    }, CONNECT_TIMEOUT_MS);
    try {
      const [{ token, url }, io] = await Promise.all([tokens.get(staleToken), env.loadSocket()]);
      if (mine !== run) return;
      staleToken = false;
      options.onToken();
      socket = io(url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        timeout: CONNECT_TIMEOUT_MS,
        auth: (send) => send({ token, ...cursor() }),
      });
      listen(socket);
    } catch (error) {
      if (mine === run) fail(failureOf(toRequestError(error)));
    }
  };

  /** Puts a new token under the live socket. */
  const renew = async () => {
    const mine = run;
    try {
      const { token } = await tokens.get(true);
      if (mine !== run || !socket) return;
      socket.emit('auth:refresh', { token }, () => {});
    } catch {
      // The socket lives on until its token ends; the timer tries again before that.
    }
    if (mine === run) planRenewal();
  };

  const planRenewal = () => {
    clearTimeout(renewal);
    const wait = Math.max(MIN_RENEWAL_GAP_MS, tokens.renewAt() - Date.now());
    renewal = setTimeout(() => void renew(), wait);
  };

  /** A refusal is not asked about again: who has no right to it has none on the next try. */
  const watchPulse = async (on: boolean): Promise<void> => {
    pulsing = on;
    const answer: unknown = await socket
      ?.timeout(ANSWER_TIMEOUT_MS)
      .emitWithAck(on ? 'admin:watch' : 'admin:unwatch', {})
      .catch(() => undefined);
    if (!isObject(answer) || !isObject(answer.pulse)) return;
    const event = { ...(answer.pulse as Pulse), whole: true as const };
    options.onVolatile({ kind: 'pulse', event });
  };

  /** One request at a time and a pause behind it: jobs that come and go by the hundred must not count as a flood. */
  const watch = async (): Promise<void> => {
    if (!open || watching) return;
    watching = true;
    const mine = run;
    for (;;) {
      const next = new Set(options.wanted().slice(0, MAX_WATCHED_JOBS));
      if (next.delete(PULSE_TOPIC) !== pulsing) {
        await watchPulse(!pulsing);
        if (mine !== run) return;
        continue;
      }
      const left = [...watched].filter((id) => !next.has(id));
      const joined = [...next].filter((id) => !watched.has(id));
      const event = left.length ? 'job:unwatch' : 'job:watch';
      const jobIds = left.length ? left : joined;
      if (jobIds.length === 0) break;
      const answer: unknown = await socket
        ?.timeout(ANSWER_TIMEOUT_MS)
        .emitWithAck(event, { jobIds })
        .catch(() => undefined);
      if (mine !== run) return;
      if (isObject(answer) && answer.ok === true) {
        for (const id of left) watched.delete(id);
        if (left.length === 0) for (const id of joined) watched.add(id);
        // Where each of them stands: what was pushed before is in there.
        if (Array.isArray(answer.jobs)) options.onWatched(answer.jobs);
      }
      await pause(WATCH_GAP_MS);
      if (mine !== run) return;
    }
    watching = false;
  };

  return {
    start() {
      if (running) return;
      running = true;
      attempt = 0;
      void connect();
    },
    stop() {
      running = false;
      drop();
    },
    nudge() {
      if (!running) return;
      const silentMs = Date.now() - heardAt;
      if (retry) {
        attempt = 0;
        void connect();
      } else if (open && heartbeatMs > 0 && silentMs > heartbeatMs + SILENCE_MARGIN_MS) {
        fail({ kind: 'network', code: 'silence', message: 'The connection went silent.' }, 0);
      } else if (open && Date.now() > tokens.renewAt()) {
        void renew();
      }
    },
    isOpen: () => open,
    heardAt: () => heardAt,
    settle,
    watch: () => void watch(),
  };
};
