import type { Chunk, LogLine } from '#contracts/events';
import { isTerminal } from '#contracts/job-status';
import type { JobTail } from '../jobs-api';
import { createFrame } from './frame';
import { isObject } from './job-row';
import type { JobsClientCore } from './jobs-client';
import { createListeners } from './listeners';
import { toRequestError } from './request-error';

/** While no socket brings the lines, a live job is asked for them this often, in milliseconds. */
const POLL_MS = 2_000;

interface TailKinds {
  readonly log: LogLine;
  readonly chunk: Chunk;
}

/** Where each kind is read, and the name of its list in page and event alike. */
const kinds = {
  log: { path: 'logs', list: 'lines' },
  chunk: { path: 'chunks', list: 'chunks' },
} as const;

export interface JobTailStore<Item> {
  get(): JobTail<Item>;
  subscribe(listener: () => void): () => void;
  /** Loads, and follows until the function given back is called. */
  start(): () => void;
  reload(): void;
}

export interface JobTailOptions {
  readonly jobId: string;
  /** Keeps the last so many items. */
  readonly keep: number;
  readonly follow: boolean;
}

export const emptyTail: JobTail<never> = Object.freeze({
  items: [],
  truncatedBefore: 0,
  state: 'loading',
  error: null,
});

/**
 * Lines of one job by index: pages from the API, then what is pushed. An index that does not follow the
 * last one means a hole, and the API is asked for what lies in it; so no carrier has to be trusted.
 */
export const createJobTail = <K extends keyof TailKinds>(
  client: JobsClientCore,
  kind: K,
  { jobId, keep, follow }: JobTailOptions,
): JobTailStore<TailKinds[K]> => {
  type Item = TailKinds[K];
  const { path, list } = kinds[kind];
  const listeners = createListeners();
  let shown: JobTail<Item> = emptyTail;
  let items: Item[] = [];
  let last = 0;
  let truncatedBefore = 0;
  let running = false;
  let loading = false;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (patch: Partial<JobTail<Item>>) => {
    shown = { ...shown, items, truncatedBefore, ...patch };
    listeners.emit();
  };
  const frame = createFrame(client.env, () => {
    show({});
    return 1;
  });

  const read = (value: unknown): Item[] => {
    const found = isObject(value) ? value[list] : undefined;
    return Array.isArray(found)
      ? found.filter((item) => isObject(item) && Number.isInteger(item.n))
      : [];
  };
  /** @returns false at a hole */
  const append = (found: readonly Item[], contiguous: boolean): boolean => {
    const fresh: Item[] = [];
    for (const item of found) {
      if (item.n <= last) continue;
      if (contiguous && item.n !== last + 1) return false;
      last = item.n;
      fresh.push(item);
    }
    if (fresh.length === 0) return true;
    items = [...items, ...fresh].slice(-keep);
    if (items.length === keep) truncatedBefore = Math.max(truncatedBefore, items[0]?.n ?? 0);
    return true;
  };

  const isLive = () => {
    const job = client.getJob(jobId);
    return job !== undefined && !isTerminal(job.status);
  };
  const plan = () => {
    clearTimeout(timer);
    if (!running || !follow) return;
    // Where a socket brings the lines this only looks whether it still does.
    timer = setTimeout(() => {
      if (isLive() && client.getConnection().status !== 'live') void load();
      else plan();
    }, POLL_MS);
  };

  const load = async (): Promise<void> => {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      do {
        again = false;
        const url = `/api/jobs/${encodeURIComponent(jobId)}/${path}?after=${last}`;
        const page = await client.http.send('GET', url);
        const before = last;
        if (isObject(page) && typeof page.truncatedBefore === 'number') {
          truncatedBefore = Math.max(truncatedBefore, page.truncatedBefore);
        }
        append(read(page), false);
        // A page that brought something may have been cut: the next one tells.
        again ||= last > before;
      } while (again && running);
      show({ state: 'ready', error: null });
    } catch (error) {
      show({ state: shown.state === 'ready' ? 'ready' : 'error', error: toRequestError(error) });
    } finally {
      loading = false;
      plan();
    }
  };

  const begin = () => {
    running = true;
    let wasLive = isLive();
    const leave = [
      client.watchJob(jobId),
      client.subscribeJob(jobId, () => {
        // The last lines and the ending travel on different roads.
        if (wasLive && !isLive()) void load();
        wasLive = isLive();
      }),
      client.onVolatile((message) => {
        if (message.kind !== kind || message.event.jobId !== jobId) return;
        if (loading || !append(read(message.event), true)) void load();
        else frame.schedule();
      }),
    ];
    return leave;
  };

  return {
    get: () => shown,
    subscribe: listeners.add,
    start() {
      const leave = follow ? begin() : [];
      running = true;
      void load();
      return () => {
        running = false;
        clearTimeout(timer);
        frame.cancel();
        for (const off of leave) off();
      };
    },
    reload: () => void load(),
  };
};
