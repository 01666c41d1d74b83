import type { SocketToken } from '#contracts/api';
import { isTerminal } from '#contracts/job-status';
import type { AuthToken, ClientJob, ClientOptions, EventMeta, JobsClient } from '../jobs-api';
import { createBearer } from './bearer';
import { createClientMemory } from './client-memory';
import { createConnectionState } from './connection-state';
import { browserEnvironment, type Environment } from './environment';
import { createHintStore } from './hint';
import { createHttp, type Http } from './http';
import { createJobCommands } from './job-commands';
import { createJobEvents } from './job-events';
import { createJobFeed } from './job-feed';
import { createJobLoader } from './job-loader';
import { createJobNotices, type JobNotices } from './job-notices';
import { isJob, isObject, toRow } from './job-row';
import { createJobStore } from './job-store';
import { createListeners } from './listeners';
import { RequestError } from './request-error';
import type { VolatileEvent } from './tab-relay';
import { createTabSession } from './tab-session';
import { createTerminalClaims } from './terminal-claims';
import { createTokenSource } from './token-source';
import { createTransport } from './transport';
import { uuidV7 } from './uuid-v7';
import { createWatchList } from './watch-list';

/** A remount within this many milliseconds finds the connection still there. */
const LINGER_MS = 2_000;

/** What the hooks use beyond the public client. */
export interface JobsClientCore extends JobsClient {
  readonly apiUrl: string;
  readonly http: Http;
  readonly env: Environment;
  readonly notices: JobNotices;
  /** The rows the server rendered: constant, for hydration. */
  readonly initialJobs: readonly ClientJob[];
  setToken(token: AuthToken | undefined): void;
  onVolatile(listener: (message: VolatileEvent) => void): () => void;
  /** True in one tab of this browser per event, and the same answer to every caller in that tab. */
  claimOnce(event: string): Promise<boolean>;
}

/** Where a client was made from tells its registry of its life. */
export interface ClientLife {
  readonly onStart?: (client: JobsClientCore) => void;
  readonly onLogout?: (client: JobsClientCore) => void;
}

export const clientKey = (options: ClientOptions): string =>
  `${options.apiUrl ?? ''}|${options.userId}`;

const readSocketToken = (answer: unknown): SocketToken => {
  if (isObject(answer) && typeof answer.token === 'string' && typeof answer.url === 'string') {
    return answer as SocketToken;
  }
  throw new RequestError('bad_answer', 'The server did not answer with a token.', true);
};

/** Builds a client. It touches neither network nor storage before it is retained. */
export const createJobsClient = (
  options: ClientOptions,
  env: Environment = browserEnvironment,
  life: ClientLife = {},
): JobsClientCore => {
  const { userId, apiUrl = '', initialSeq, initialEpoch } = options;
  const key = clientKey(options);
  const tabId = uuidV7();
  const initialJobs = (options.initialJobs ?? [])
    .filter(isJob)
    .map((job) => toRow(job, undefined, { origin: 'restored' }));

  const connection = createConnectionState();
  const bearer = createBearer(env, options.authToken);
  const http = createHttp(env, apiUrl, bearer);
  const tokens = createTokenSource(env, 'jobwire:token', async () =>
    readSocketToken(await http.send('POST', '/api/socket-token')),
  );
  const hint = createHintStore(env, key, userId);
  const events = createJobEvents();
  const volatile = createListeners<[VolatileEvent]>();
  const claimed = new Map<string, Promise<boolean>>();
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
      transport.watch();
      memory.touch();
    },
  });
  const onEnded = (row: ClientJob, meta: EventMeta) => {
    if (isTerminal(row.status)) notices.offer(row, row.status, meta);
    events.ended(row, meta);
    if (watchList.has(row.id)) loader.ensure(row.id);
  };
  const onLost = (jobId: string) => {
    const row = store.latest(jobId);
    if (!row) return;
    store.remove(jobId);
    store.flush();
    notices.offer(row, 'lost', { seq: 0, replayed: false, at: Date.now() });
    events.lost(row);
  };
  const feed = createJobFeed(store, userId, onEnded);
  if (initialEpoch !== undefined && initialSeq !== undefined) {
    feed.resume({ epoch: initialEpoch, seq: initialSeq });
  }

  const watchList = createWatchList(store, () => tabs.watch());
  const claims = createTerminalClaims(env, key, tabId, (event) => tabs.post({ k: 'claim', event }));
  const watchJob = (jobId: string) => {
    const release = retain();
    const leave = watchList.add(jobId);
    loader.ensure(jobId);
    return () => {
      leave();
      release();
    };
  };
  const commands = createJobCommands({
    env,
    http,
    feed,
    store,
    userId,
    watchJob,
    announce: (clientKey, facts) => tabs.post({ k: 'facts', facts: [[clientKey, facts]] }),
  });
  const loader = createJobLoader({
    userId,
    store,
    watchList,
    load: commands.loadJob,
    isInUse: () => refs > 0,
    onConfirmed: (job) => tabs.share({ k: 'job', job }),
    onLost(jobId) {
      onLost(jobId);
      tabs.share({ k: 'lost', jobId });
    },
  });
  const notices = createJobNotices(env, claims, loader.whole);
  const onMissing = (jobIds: readonly string[]) => void loader.confirm(jobIds);
  const memory = createClientMemory({
    hint,
    store,
    feed,
    userId,
    isUnseen: notices.isUnseen,
    onUnseen: (row, meta) => {
      if (isTerminal(row.status)) notices.offer(row, row.status, meta);
    },
    onMissing,
  });

  const isBusy = () => store.list().some((row) => !isTerminal(row.status));
  const transport = createTransport({
    env,
    http,
    feed,
    tokens,
    connection,
    wanted: watchList.wanted,
    isBusy,
    isWanted: () => store.subscribers > 0,
    share: (message) => tabs.share(message),
    onVolatile: volatile.emit,
    onMissing,
  });
  const forget = () => {
    memory.clear();
    claims.clear();
    claimed.clear();
    feed.forget();
    notices.forget();
    events.forget();
  };
  const tabs = createTabSession({
    env,
    key,
    tabId,
    userId,
    feed,
    store,
    claims,
    connection,
    transport,
    watchList,
    onVolatile: volatile.emit,
    onLost,
    onLogout() {
      forget();
      // Whoever is signed in now: the socket of before must not go on.
      tabs.stop();
      tabs.start();
    },
    onLeave: memory.save,
    onVisible: notices.onVisible,
  });

  const start = () => {
    if (running || refs === 0) return;
    running = true;
    life.onStart?.(client);
    hint.purgeOthers();
    restoring = false;
    memory.restore();
    tabs.start();
    notices.onVisible();
  };
  const stop = () => {
    clearTimeout(lingering);
    if (!running) return;
    running = false;
    tabs.stop();
    store.close();
  };
  const retain = () => {
    refs++;
    clearTimeout(lingering);
    // After all effects of this commit: whoever wants to hear of the start is listening by then.
    if (!running) queueMicrotask(start);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (--refs === 0) lingering = setTimeout(stop, LINGER_MS);
    };
  };
  const dismiss = (jobIds: readonly string[]) => {
    store.hide(jobIds);
    tabs.post({ k: 'dismiss', jobIds });
    memory.touch();
  };
  const endedIds = (rows: readonly ClientJob[]) =>
    rows.filter((row) => isTerminal(row.status)).map((row) => row.id);

  const client: JobsClientCore = {
    key,
    userId,
    apiUrl,
    env,
    http,
    notices,
    initialJobs,
    ...commands,
    loadJob: loader.whole,
    retain,
    watchJob,
    dismissJob: (jobId) => dismiss(endedIds([store.get(jobId) ?? []].flat())),
    clearFinished: () => dismiss(endedIds(store.list())),
    reconnect: tabs.reconnect,
    logout() {
      tabs.post({ k: 'logout' });
      stop();
      forget();
      life.onLogout?.(client);
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
    setToken: bearer.use,
    claimOnce(event) {
      const known = claimed.get(event) ?? claims.claim(event, false);
      claimed.set(event, known);
      return known;
    },
  };
  return client;
};
