import type { SocketToken } from '#contracts/api';
import type { CatchUp } from './catch-up';
import { createCatchUp } from './catch-up';
import type { ConnectionState } from './connection-state';
import type { Environment } from './environment';
import { createFeedConnection } from './feed-connection';
import type { Http } from './http';
import type { JobFeed, Snapshot } from './job-feed';
import { isObject } from './job-row';
import { createPolling } from './polling';
import type { TabMessage, VolatileEvent } from './tab-relay';
import type { TokenSource } from './token-source';

/** How long the socket has for itself before polling begins, in milliseconds. */
const POLL_AFTER_MS = 2_000;
/** After this long without contact, in milliseconds, what is caught up with counts as missed. */
const MISSED_AFTER_MS = 60_000;

export interface TransportOptions {
  readonly env: Environment;
  readonly http: Http;
  readonly feed: JobFeed;
  readonly tokens: TokenSource<SocketToken>;
  readonly connection: ConnectionState;
  readonly wanted: () => readonly string[];
  readonly isBusy: () => boolean;
  readonly isWanted: () => boolean;
  /** Tells the other tabs, where this one leads them. */
  readonly share: (message: TabMessage) => void;
  readonly onVolatile: (message: VolatileEvent) => void;
  /** Rows that were live here and that the server's snapshot does not hold. */
  readonly onMissing: (jobIds: readonly string[]) => void;
}

/** The connection of a leading or solitary tab: a socket, and polling while there is none. */
export interface Transport {
  start(): void;
  stop(): void;
  /** Tries at once whatever is waiting for its time. */
  nudge(): void;
  /** The jobs to be watched may have changed. */
  watch(): void;
  /** News came by way of another tab. */
  touch(): void;
  /** What people see may have changed. */
  refresh(): void;
  /** Applies a snapshot, whoever it came from. */
  load(snapshot: unknown, replayed: boolean): void;
}

export const createTransport = (options: TransportOptions): Transport => {
  const { env, http, feed, connection, share } = options;
  let running = false;
  let abort = new AbortController();
  let grace: ReturnType<typeof setTimeout> | undefined;
  /** Last proof that nothing was missed, and last answer to a poll; ms since 1970. */
  let contactAt = 0;
  let answeredAt = 0;

  const isReplay = () => Date.now() - contactAt > MISSED_AFTER_MS;
  const refresh = () => {
    if (!running) return;
    const recent = Date.now() - answeredAt < 2 * polling.pauseMs();
    const status = !env.isOnline()
      ? 'offline'
      : socket.isOpen()
        ? 'live'
        : recent
          ? 'polling'
          : 'offline';
    connection.set({
      status,
      lastSeq: feed.cursor()?.seq ?? 0,
      lastEventAt: Math.max(contactAt, socket.heardAt()) || undefined,
    });
  };
  /** The cursor is at the head of the feed. */
  const caughtUp = () => {
    contactAt = Date.now();
    feed.confirm();
    refresh();
  };

  const load = (message: unknown, replayed: boolean) => {
    if (!isObject(message) || typeof message.epoch !== 'string') return;
    if (!Number.isSafeInteger(message.seq) || !Array.isArray(message.jobs)) return;
    const snapshot = message as unknown as Snapshot;
    const missing = feed.snapshot(snapshot, replayed);
    if (missing.length) options.onMissing(missing);
    share({ k: 'snapshot', snapshot, replayed });
  };
  const onProgress = (event: unknown) => {
    feed.progress(event);
    share({ k: 'progress', event: event as never });
  };

  const catchUp: CatchUp = createCatchUp({
    http,
    feed,
    signal: () => abort.signal,
    isReplay,
    onEvents: (events) => share({ k: 'events', events, replayed: isReplay() }),
    onSnapshot: (snapshot) => load(snapshot, isReplay()),
    onProgress,
  });

  const polling = createPolling({
    env,
    pull: catchUp.pull,
    isBusy: options.isBusy,
    isWanted: options.isWanted,
    onAnswer() {
      answeredAt = Date.now();
      socket.settle(true);
      caughtUp();
      if (socket.isOpen()) polling.stop();
    },
    onFailure(error) {
      if (error.status === 401) {
        connection.set({ error: { kind: 'auth', code: error.code, message: error.message } });
      }
      refresh();
    },
  });

  const socket = createFeedConnection({
    env,
    tokens: options.tokens,
    connection,
    cursor: feed.cursor,
    wanted: options.wanted,
    onEvent(event) {
      // A hole is filled by the poller, which tries until it has it.
      if (!catchUp.receive([event])) polling.start(true);
      socket.settle();
    },
    onSnapshot: (message) => load(message, isReplay()),
    onProgress,
    onVolatile(kind, event) {
      const message = { kind, event } as VolatileEvent;
      options.onVolatile(message);
      share({ k: 'volatile', message });
    },
    onWatched(jobs) {
      for (const job of jobs) feed.accept(job);
    },
    onToken() {
      if (!socket.isOpen() && grace === undefined) polling.start();
    },
    onIncomplete: () => polling.start(true),
    onOpen() {
      clearTimeout(grace);
      grace = undefined;
      polling.stop();
      caughtUp();
    },
    onDown() {
      clearTimeout(grace);
      grace = undefined;
      if (connection.get().status === 'live') {
        answeredAt = Date.now();
        contactAt = Math.max(contactAt, socket.heardAt());
      }
      polling.start();
      refresh();
    },
  });

  return {
    load,
    refresh,
    start() {
      if (running) return;
      running = true;
      abort = new AbortController();
      grace = setTimeout(() => {
        grace = undefined;
        polling.start();
      }, POLL_AFTER_MS);
      socket.start();
    },
    stop() {
      running = false;
      clearTimeout(grace);
      grace = undefined;
      polling.stop();
      socket.stop();
      abort.abort();
    },
    nudge() {
      if (!running) return;
      socket.nudge();
      if (!socket.isOpen() && grace === undefined) polling.start();
      polling.nudge();
      refresh();
    },
    watch: socket.watch,
    touch() {
      contactAt = Date.now();
    },
  };
};
