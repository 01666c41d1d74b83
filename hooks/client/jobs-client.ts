import { isTerminal } from '#contracts/job-status';
import type { AuthToken, ClientJob, ClientOptions, EventMeta, JobsClient } from '../jobs-api';
import type { ClientEngine } from './client-engine';
import type { ClientParts } from './client-parts';
import { createConnectionState } from './connection-state';
import { browserEnvironment, type Environment } from './environment';
import { createHttp } from './http';
import { createJobCommands } from './job-commands';
import { createJobEvents, type JobEvents } from './job-events';
import { isJob, toRow } from './job-row';
import { createJobRows } from './job-rows';
import { createJobStore } from './job-store';
import { createListeners } from './listeners';
import { pause } from './pause';
import { PULSE_TOPIC } from './pulse-topic';
import { toRequestError } from './request-error';
import type { VolatileEvent } from './tab-relay';
import { createWatchList } from './watch-list';

/** A remount within this many milliseconds finds the connection still there. */
const LINGER_MS = 2_000;
/** Pause before the engine's code is asked for again, in milliseconds. */
const ENGINE_AGAIN_MS = 2_000;

/** What the hooks use beyond the public client. */
export interface JobsClientCore extends JobsClient, Pick<ClientParts, 'env' | 'http'> {
  readonly apiUrl: string;
  /** The rows the server rendered: constant, for hydration. */
  readonly initialJobs: readonly ClientJob[];
  /** Ids of ended jobs whose ending nobody was shown yet; they outlive the page. */
  readonly unseen: Set<string>;
  readonly onEvent: JobEvents['listen'];
  setToken(token: AuthToken | undefined): void;
  onVolatile(listener: (message: VolatileEvent) => void): () => void;
  /** Has the operators' pulse come, as volatile messages, until the function it returns is called. */
  watchPulse(): () => void;
}

/** Where a client was made from tells its registry of its life. */
export interface ClientLife {
  readonly onStart?: (client: JobsClientCore) => void;
  readonly onLogout?: () => void;
}

export const clientKey = ({ apiUrl = '', userId }: ClientOptions): string => `${apiUrl}|${userId}`;

/** Builds a client. It touches neither network nor storage before it is retained. */
export const createJobsClient = (
  options: ClientOptions,
  env: Environment = browserEnvironment,
  life: ClientLife = {},
): JobsClientCore => {
  const { userId, apiUrl = '', initialSeq, initialEpoch } = options;
  const initialJobs = (options.initialJobs ?? [])
    .filter(isJob)
    .map((job) => toRow(job, undefined, { origin: 'restored' }));
  const unseen = new Set<string>();
  const volatile = createListeners<[VolatileEvent]>();
  const events = createJobEvents();
  let engine: ClientEngine | undefined;
  let refs = 0;
  let running = false;
  let restoring = true;
  let lingering: ReturnType<typeof setTimeout> | undefined;

  const store = createJobStore({
    env,
    userId,
    initial: initialJobs,
    onProgress: events.progress,
    onChange() {
      engine?.watch();
      engine?.touch();
    },
  });
  const rows = createJobRows(store, userId, (row: ClientJob, meta: EventMeta) => {
    events.ended(row, meta);
    if (watchList.has(row.id)) engine?.ensure(row.id);
  });
  const key = clientKey(options);
  const http = createHttp(env, apiUrl, options.authToken);
  const connection = createConnectionState();
  const parts: ClientParts = { env, key, userId, http, connection, store, rows };

  const watchList = createWatchList(store, () => engine?.watch());
  const loadEngine = async () => {
    // Later: a page is drawn and usable before it is kept up to date.
    const { createClientEngine } = await import('./client-engine');
    engine ??= createClientEngine(parts, {
      initialCursor:
        initialEpoch === undefined || initialSeq === undefined
          ? null
          : { epoch: initialEpoch, seq: initialSeq },
      watchList,
      events,
      unseen,
      onVolatile: volatile.emit,
    });
    return engine;
  };
  const watchJob = (jobId: string) => {
    const release = retain();
    const leave = watchList.add(jobId);
    engine?.ensure(jobId);
    return () => {
      leave();
      release();
    };
  };
  const watchPulse = () => {
    const release = retain();
    const leave = watchList.add(PULSE_TOPIC);
    return () => {
      leave();
      release();
    };
  };
  const commands = createJobCommands(parts, {
    watchJob,
    refresh: async (jobId) => (await loadEngine()).load(jobId),
    announce: (clientKey, facts) => engine?.post({ k: 'facts', facts: [[clientKey, facts]] }),
  });

  const start = async () => {
    if (running || refs === 0) return;
    running = true;
    life.onStart?.(client);
    try {
      const loaded = await loadEngine();
      if (!running) return;
      restoring = false;
      loaded.start();
    } catch (error) {
      const { code, message } = toRequestError(error);
      connection.set({ phase: 'backoff', error: { kind: 'network', code, message } });
      running = false;
      await pause(ENGINE_AGAIN_MS);
      void start();
    }
  };
  const stop = () => {
    clearTimeout(lingering);
    if (running) engine?.stop();
    running = false;
  };
  const retain = () => {
    refs++;
    clearTimeout(lingering);
    // After all effects of this commit: whoever wants to hear of the start is listening by then.
    if (!running) queueMicrotask(start);
    let held = true;
    return () => {
      if (held && --refs === 0) lingering = setTimeout(stop, LINGER_MS);
      held = false;
    };
  };
  const dismiss = (rows: readonly (ClientJob | undefined)[]) => {
    const jobIds = rows.flatMap((row) => (row && isTerminal(row.status) ? row.id : []));
    store.hide(jobIds);
    engine?.post({ k: 'dismiss', jobIds });
    engine?.touch();
  };

  const client: JobsClientCore = {
    ...parts,
    ...commands,
    apiUrl,
    initialJobs,
    unseen,
    loadJob: async (jobId) => (await loadEngine()).whole(jobId),
    retain,
    watchJob,
    watchPulse,
    dismissJob: (jobId) => dismiss([store.get(jobId)]),
    clearFinished: () => dismiss(store.list()),
    reconnect: () => engine?.reconnect(),
    logout() {
      engine?.post({ k: 'logout' });
      stop();
      engine?.forget();
      life.onLogout?.();
    },
    getJobs: store.list,
    getJob: store.get,
    getConnection: connection.get,
    isRestoring: () => restoring,
    subscribeJobs: store.subscribeList,
    subscribeJob: store.subscribe,
    subscribeConnection: connection.subscribe,
    onEvent: events.listen,
    onVolatile: volatile.add,
    setToken: http.setToken,
  };
  return client;
};
