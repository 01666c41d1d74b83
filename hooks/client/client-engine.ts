import type { Cursor } from '#contracts/events';
import { createClientMemory } from './client-memory';
import type { ClientParts } from './client-parts';
import type { EngineParts } from './engine-parts';
import type { JobEvents } from './job-events';
import { createJobFeed } from './job-feed';
import { createJobLoader, type JobLoader } from './job-loader';
import { createJobProgress } from './job-progress';
import { PULSE_TOPIC } from './pulse-topic';
import { toRequestError } from './request-error';
import type { TabMessage, VolatileEvent } from './tab-relay';
import { createTabSession } from './tab-session';
import { createTransport } from './transport';
import type { WatchList } from './watch-list';

export interface ClientEngineOptions {
  /** Where the rows the server rendered stand in the feed. */
  readonly initialCursor: Cursor | null;
  readonly watchList: WatchList;
  readonly events: JobEvents;
  /** Ids of ended jobs whose ending nobody was shown yet. */
  readonly unseen: ReadonlySet<string>;
  readonly onVolatile: (message: VolatileEvent) => void;
}

/** What keeps a client's rows right: memory, other tabs, connection. Loaded after the page has been drawn. */
export interface ClientEngine extends JobLoader {
  start(): void;
  stop(): void;
  reconnect(): void;
  /** To every other tab. */
  post(message: TabMessage): void;
  /** The jobs that are looked at changed. */
  watch(): void;
  /** The rows changed. */
  touch(): void;
  /** Forgets the person who was signed in, here and in storage. */
  forget(): void;
}

export const createClientEngine = (
  base: ClientParts,
  { initialCursor, watchList, events, unseen, onVolatile }: ClientEngineOptions,
): ClientEngine => {
  const { store, rows } = base;
  const feed = createJobFeed(base, initialCursor);
  const parts: EngineParts = { ...base, feed, progress: createJobProgress(store) };
  const memory = createClientMemory(parts, unseen);
  let running = false;
  const loader = createJobLoader(parts, watchList.has, () => running);

  const onLost = (jobId: string) => {
    const row = store.latest(jobId);
    store.remove(jobId);
    store.flush();
    if (row) events.lost(row);
  };
  /** Rows thought live that a snapshot did not hold: each is fetched, or is lost. */
  const confirm = async (jobIds: readonly string[]) => {
    // One after the other: this happens after a catastrophe, when the server has enough to do.
    for (const jobId of jobIds) {
      if (!running) return;
      try {
        tabs.share({ k: 'job', job: await loader.load(jobId) });
      } catch (error) {
        if (toRequestError(error).status !== 404) continue;
        onLost(jobId);
        tabs.share({ k: 'lost', jobId });
      }
    }
  };
  const onMissing = (jobIds: readonly string[]) => void confirm(jobIds);
  const transport = createTransport(parts, {
    wanted: watchList.wanted,
    share: (message) => tabs.share(message),
    onVolatile,
    onMissing,
  });
  const forget = () => {
    memory.clear();
    feed.resume(null);
    rows.forget();
    events.forget();
  };
  const tabs = createTabSession(parts, {
    transport,
    watchList,
    onVolatile,
    onMissing,
    onLost,
    onLeave: memory.save,
    onLogout() {
      forget();
      // Whoever is signed in now: the socket of before must not go on.
      tabs.stop();
      tabs.start();
    },
  });

  return {
    ...loader,
    start() {
      if (running) return;
      running = true;
      const missing = memory.restore();
      tabs.start();
      onMissing(missing);
      for (const jobId of watchList.own()) if (jobId !== PULSE_TOPIC) loader.ensure(jobId);
    },
    stop() {
      running = false;
      tabs.stop();
    },
    reconnect: tabs.reconnect,
    post: tabs.post,
    watch: tabs.watch,
    touch: memory.touch,
    forget,
  };
};
