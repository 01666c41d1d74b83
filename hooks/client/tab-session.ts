import type { EngineParts } from './engine-parts';
import { createTabLeader, type Role } from './tab-leader';
import { createTabRelay, type TabMessage, type TabRelay, type VolatileEvent } from './tab-relay';
import type { Transport } from './transport';
import { uuidV7 } from './uuid-v7';
import type { WatchList } from './watch-list';

/** A follower with a hole in its events asks the leader this often at most, in milliseconds. */
const SYNC_GAP_MS = 500;

export interface TabSessionOptions {
  readonly transport: Transport;
  readonly watchList: WatchList;
  readonly onVolatile: (message: VolatileEvent) => void;
  readonly onMissing: (jobIds: readonly string[]) => void;
  readonly onLost: (jobId: string) => void;
  /** The person has signed out in another tab. */
  readonly onLogout: () => void;
  /** This tab is about to be hidden, frozen or closed. */
  readonly onLeave: () => void;
}

/** This tab among the others: who holds the connection, what they tell each other, sleeping and waking. */
export interface TabSession {
  start(): void;
  stop(): void;
  /** To every other tab, if this one leads. */
  share(message: TabMessage): void;
  /** To every other tab. */
  post(message: TabMessage): void;
  reconnect(): void;
  /** The jobs that are looked at changed. */
  watch(): void;
}

export const createTabSession = (parts: EngineParts, options: TabSessionOptions): TabSession => {
  const { env, key, userId, rows, feed, progress, store, connection } = parts;
  const { transport, watchList } = options;
  const tabId = uuidV7();
  let role: Role | undefined;
  let relay: TabRelay | undefined;
  let leaderId = '';
  /** When a leader last said something, in ms since 1970. */
  let contactAt = 0;
  let syncing: ReturnType<typeof setTimeout> | undefined;
  let syncAgain = false;
  let leave: (() => void)[] = [];
  let parked = true;

  const post = (message: TabMessage) => relay?.post(message);
  const share = (message: TabMessage) => {
    if (role === 'leader') post(message);
  };
  const beat = () => share({ k: 'beat', connection: connection.get() });
  /** A burst with a hole in it asks once now and once after the gap, for whatever came meanwhile. */
  const sync = () => {
    syncAgain = syncing !== undefined;
    if (syncing) return;
    post({ k: 'sync', cursor: feed.cursor() });
    syncing = setTimeout(() => {
      syncing = undefined;
      if (syncAgain) sync();
    }, SYNC_GAP_MS);
  };
  const watch = () => {
    if (role === 'follower') post({ k: 'watch', jobIds: watchList.own() });
    else transport.watch();
  };

  const leader = createTabLeader({
    env,
    key,
    canRelay: () => relay?.open === true,
    onBeat: beat,
    onSilence: () => post({ k: 'who' }),
    onRole(next) {
      role = next;
      connection.set({ role });
      if (role === 'follower') {
        transport.stop();
        sync();
        watch();
      } else {
        transport.start(contactAt);
        beat();
      }
    },
  });

  /** All a tab needs to be where this one is. */
  const answerSync = (to: string) => {
    const facts = [...rows.facts()].map(
      ([name, known]) => [name, { ...known, input: undefined }] as const,
    );
    post({ k: 'facts', facts });
    const jobs = store.all().filter((row) => row.userId === userId && row.rev > 0);
    const at = feed.cursor();
    if (at) post({ k: 'snapshot', snapshot: { ...at, jobs }, replayed: true, to });
    beat();
  };

  const onLeaderMessage = (message: TabMessage, from: string) => {
    leader.heard();
    contactAt = Date.now();
    if (from !== leaderId) {
      leaderId = from;
      watch();
    }
    switch (message.k) {
      case 'events':
        if (!feed.durable(message.events, message.replayed)) sync();
        break;
      case 'snapshot':
        if (message.to && message.to !== tabId) break;
        // A tab that is further on keeps what it knows.
        options.onMissing(feed.snapshot(message.snapshot, message.replayed, true) ?? []);
        break;
      case 'progress':
        progress(message.event);
        break;
      case 'volatile':
        options.onVolatile(message.message);
        break;
      case 'job':
        rows.accept(message.job);
        break;
      case 'lost':
        options.onLost(message.jobId);
        break;
      case 'beat':
        connection.set({ ...message.connection, role: 'follower' });
        break;
    }
  };

  const onPeerMessage = (message: TabMessage) => {
    switch (message.k) {
      case 'facts':
        for (const [clientKey, facts] of message.facts) {
          if (!rows.facts().has(clientKey))
            rows.remember(clientKey, { ...facts, origin: 'other-tab' });
        }
        break;
      case 'dismiss':
        store.hide(message.jobIds);
        break;
      case 'logout':
        options.onLogout();
        break;
    }
  };

  const onMessage = (message: TabMessage, from: string) => {
    onPeerMessage(message);
    if (role === 'follower' && fromLeader.includes(message.k)) onLeaderMessage(message, from);
    if (role !== 'leader') return;
    switch (message.k) {
      case 'sync':
        answerSync(from);
        break;
      case 'who':
        beat();
        // Timers of a hidden leader run seldom; this is not one of them.
        transport.nudge();
        break;
      case 'reconnect':
        transport.nudge();
        break;
      case 'watch':
        watchList.setOf(from, message.jobIds);
        break;
      case 'bye':
        watchList.setOf(from, []);
        break;
    }
  };

  const reconnect = () => {
    if (role === 'follower') {
      sync();
      post({ k: 'reconnect' });
    } else transport.nudge();
  };

  const park = () => {
    if (parked) return;
    parked = true;
    options.onLeave();
    post({ k: 'bye' });
    transport.stop();
    leader.release();
    clearTimeout(syncing);
    syncing = undefined;
    role = undefined;
    connection.set({ status: 'offline', phase: 'stopped', nextRetryAt: undefined });
  };
  const unpark = () => {
    if (!parked) return;
    parked = false;
    leader.start();
  };

  const onWake = (type: string) => {
    // A frozen tab may be woken without coming into view.
    if (type === 'pageshow' || type === 'resume') unpark();
    if (env.attention() === 'hidden') return options.onLeave();
    unpark();
    reconnect();
  };

  return {
    start() {
      relay = createTabRelay(env, key, tabId, onMessage);
      leave = [
        env.listen(['pagehide', 'freeze'], park),
        env.listen(
          ['online', 'offline', 'focus', 'pageshow', 'resume', 'visibilitychange'],
          onWake,
        ),
        connection.subscribe(beat),
      ];
      unpark();
    },
    stop() {
      for (const off of leave) off();
      park();
      relay?.close();
      relay = undefined;
    },
    share,
    post,
    reconnect,
    watch,
  };
};

/** What only a leader says. */
const fromLeader: readonly TabMessage['k'][] = [
  'events',
  'snapshot',
  'progress',
  'volatile',
  'job',
  'lost',
  'beat',
];
