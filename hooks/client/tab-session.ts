import type { ConnectionState } from './connection-state';
import type { Environment } from './environment';
import type { JobFeed } from './job-feed';
import type { JobStore } from './job-store';
import { createTabLeader, type Role } from './tab-leader';
import { createTabRelay, type TabMessage, type TabRelay, type VolatileEvent } from './tab-relay';
import type { TerminalClaims } from './terminal-claims';
import type { Transport } from './transport';
import type { WatchList } from './watch-list';

/** A follower with a hole in its events asks the leader this often at most, in milliseconds. */
const SYNC_GAP_MS = 500;

const fromLeader: readonly TabMessage['k'][] = [
  'events',
  'snapshot',
  'progress',
  'volatile',
  'job',
  'lost',
  'beat',
];

export interface TabSessionOptions {
  readonly env: Environment;
  readonly key: string;
  readonly tabId: string;
  readonly userId: string;
  readonly feed: JobFeed;
  readonly store: JobStore;
  readonly claims: TerminalClaims;
  readonly connection: ConnectionState;
  readonly transport: Transport;
  readonly watchList: WatchList;
  readonly onVolatile: (message: VolatileEvent) => void;
  readonly onLost: (jobId: string) => void;
  readonly onLogout: () => void;
  /** This tab is about to be hidden, frozen or closed. */
  readonly onLeave: () => void;
  /** This tab came into view. */
  readonly onVisible: () => void;
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
  /** The jobs this tab looks at changed. */
  watch(): void;
}

export const createTabSession = (options: TabSessionOptions): TabSession => {
  const { env, key, tabId, feed, store, connection, transport, watchList } = options;
  let role: Role | undefined;
  let relay: TabRelay | undefined;
  let leaderId = '';
  let syncing: ReturnType<typeof setTimeout> | undefined;
  let syncAgain = false;
  let leave: (() => void)[] = [];
  let parked = false;

  const post = (message: TabMessage) => relay?.post(message);
  const share = (message: TabMessage) => {
    if (role === 'leader') post(message);
  };
  const beat = () => share({ k: 'beat', connection: connection.get() });
  /** A burst with a hole in it asks once now and once after the gap, for whatever came meanwhile. */
  const sync = () => {
    if (syncing) {
      syncAgain = true;
      return;
    }
    post({ k: 'sync', cursor: feed.cursor() });
    syncing = setTimeout(() => {
      syncing = undefined;
      if (syncAgain) sync();
    }, SYNC_GAP_MS);
    syncAgain = false;
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
      if (next === 'follower') {
        transport.stop();
        connection.set({ role: next });
        sync();
        watch();
      } else {
        connection.set({ role: next });
        transport.start();
        beat();
      }
    },
  });

  /** All a tab needs to be where this one is. */
  const answerSync = (to: string) => {
    post({ k: 'facts', facts: [...feed.facts()].map(([k, f]) => [k, { ...f, input: undefined }]) });
    const at = feed.cursor();
    const jobs = store.all().filter((row) => row.userId === options.userId && row.rev > 0);
    if (at) post({ k: 'snapshot', snapshot: { ...at, jobs }, replayed: true, to });
    beat();
  };

  const onLeaderMessage = (message: TabMessage, from: string) => {
    if (role !== 'follower') return;
    leader.heard();
    transport.touch();
    if (from !== leaderId) {
      leaderId = from;
      watch();
    }
    switch (message.k) {
      case 'events':
        if (!feed.durable(message.events, message.replayed)) sync();
        break;
      case 'snapshot': {
        if (message.to && message.to !== tabId) break;
        const at = feed.cursor();
        const { epoch, seq } = message.snapshot;
        // A tab that is further on keeps what it knows.
        if (at?.epoch === epoch && at.seq >= seq) feed.confirm();
        else transport.load(message.snapshot, message.replayed);
        break;
      }
      case 'progress':
        feed.progress(message.event);
        break;
      case 'volatile':
        options.onVolatile(message.message);
        break;
      case 'job':
        feed.accept(message.job);
        break;
      case 'lost':
        options.onLost(message.jobId);
        break;
      case 'beat':
        connection.set({ ...message.connection, role: 'follower' });
        break;
    }
  };

  const onMessage = (message: TabMessage, from: string) => {
    if (fromLeader.includes(message.k)) return onLeaderMessage(message, from);
    const leads = role === 'leader';
    switch (message.k) {
      case 'sync':
        if (leads) answerSync(from);
        break;
      case 'who':
        beat();
        // Timers of a hidden leader run seldom; this is not one of them.
        if (leads) transport.nudge();
        break;
      case 'watch':
        if (leads) watchList.setOf(from, message.jobIds);
        break;
      case 'reconnect':
        if (leads) transport.nudge();
        break;
      case 'bye':
        watchList.setOf(from, []);
        break;
      case 'facts':
        for (const [clientKey, facts] of message.facts) {
          if (!feed.facts().has(clientKey))
            feed.remember(clientKey, { ...facts, origin: 'other-tab' });
        }
        break;
      case 'dismiss':
        store.hide(message.jobIds);
        break;
      case 'claim':
        options.claims.note(message.event);
        break;
      case 'logout':
        options.onLogout();
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
    options.onVisible();
  };

  return {
    start() {
      relay = createTabRelay(env, key, tabId, onMessage);
      leave = [
        env.listen(['pagehide', 'freeze'], park),
        env.listen(['online', 'focus', 'pageshow', 'resume', 'visibilitychange'], onWake),
        env.listen(['offline'], transport.refresh),
        connection.subscribe(beat),
      ];
      parked = false;
      leader.start();
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
