import { isTerminal } from '#contracts/job-status';
import { createCatchUp } from './catch-up';
import type { EngineParts } from './engine-parts';
import { createFeedConnection } from './feed-connection';
import { createPolling } from './polling';
import type { TabMessage, VolatileEvent } from './tab-relay';
import { createTokenSource } from './token-source';

/** How long the socket has for itself before polling begins, in milliseconds. */
const POLL_AFTER_MS = 2_000;
/** After this long without contact, in milliseconds, what is caught up with counts as missed. */
const MISSED_AFTER_MS = 60_000;

export interface TransportOptions {
  /** Jobs whose progress and output are wanted, the most wanted first. */
  readonly wanted: () => readonly string[];
  /** Tells the other tabs, where this one leads them. */
  readonly share: (message: TabMessage) => void;
  readonly onVolatile: (message: VolatileEvent) => void;
  /** Rows thought live that a snapshot did not hold. */
  readonly onMissing: (jobIds: readonly string[]) => void;
}

/** The connection of a leading or solitary tab: a socket, and polling while there is none. */
export interface Transport {
  /** @param contactAt when this tab was last known to have missed nothing, in ms since 1970 */
  start(contactAt: number): void;
  stop(): void;
  /** Tries at once whatever is waiting for its time. */
  nudge(): void;
  /** The jobs to be watched may have changed. */
  watch(): void;
}

export const createTransport = (parts: EngineParts, options: TransportOptions): Transport => {
  const { env, http, store, rows, feed, progress, connection } = parts;
  const { wanted, share } = options;
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
    const reached = socket.isOpen() ? 'live' : recent ? 'polling' : 'offline';
    connection.set({
      status: env.isOnline() ? reached : 'offline',
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

  const onSnapshot = (snapshot: unknown) => {
    const replayed = isReplay();
    const missing = feed.snapshot(snapshot, replayed);
    if (!missing) return;
    share({ k: 'snapshot', snapshot, replayed });
    options.onMissing(missing);
  };
  const onProgress = (event: unknown) => {
    progress(event);
    share({ k: 'progress', event });
  };

  const catchUp = createCatchUp({
    http,
    feed,
    signal: () => abort.signal,
    isReplay,
    onEvents: (events) => share({ k: 'events', events, replayed: isReplay() }),
    onSnapshot,
    onProgress,
  });

  const polling = createPolling({
    env,
    pull: catchUp.pull,
    isBusy: () => store.list().some((row) => !isTerminal(row.status)),
    isWanted: () => store.subscribers > 0,
    onAnswer() {
      answeredAt = Date.now();
      socket.settle(true);
      caughtUp();
      if (socket.isOpen()) polling.stop();
    },
    onFailure({ status, code, message }) {
      if (status === 401) connection.set({ error: { kind: 'auth', code, message } });
      refresh();
    },
  });

  const endGrace = () => {
    clearTimeout(grace);
    grace = undefined;
  };
  const socket = createFeedConnection(parts, {
    tokens: createTokenSource(env, http),
    wanted,
    onEvent(event) {
      // A hole is filled by the poller, which tries until it has it.
      if (!catchUp.receive([event])) polling.start(true);
      socket.settle();
    },
    onSnapshot,
    onProgress,
    onVolatile(message) {
      options.onVolatile(message);
      share({ k: 'volatile', message });
    },
    onWatched(jobs) {
      for (const job of jobs) {
        rows.accept(job);
        share({ k: 'job', job });
      }
    },
    onToken() {
      if (!grace) polling.start();
    },
    onIncomplete: () => polling.start(true),
    onOpen() {
      endGrace();
      polling.stop();
      caughtUp();
    },
    onDown() {
      endGrace();
      if (connection.get().status === 'live') {
        answeredAt = Date.now();
        contactAt = Math.max(contactAt, socket.heardAt());
      }
      polling.start();
      refresh();
    },
  });

  return {
    start(since) {
      if (running) return;
      running = true;
      contactAt = Math.max(contactAt, since);
      abort = new AbortController();
      grace = setTimeout(() => {
        grace = undefined;
        polling.start();
      }, POLL_AFTER_MS);
      socket.start();
    },
    stop() {
      running = false;
      endGrace();
      polling.stop();
      socket.stop();
      abort.abort();
    },
    nudge() {
      if (running && env.isOnline()) {
        socket.nudge();
        if (!socket.isOpen() && !grace) polling.start();
        polling.nudge();
      }
      refresh();
    },
    watch: socket.watch,
  };
};
