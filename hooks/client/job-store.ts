import { isTerminal } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import type { Environment } from './environment';
import { createFrame } from './frame';
import { createListeners, type Listeners } from './listeners';

/** Finished rows beyond this many leave the list, the oldest first. */
const MAX_FINISHED_ROWS = 1_000;

/**
 * The rows, twice: as they are, and as they are shown. What is shown changes once a frame, for readers
 * and for `get` alike, so that a reader who looks between two frames sees no half of a change.
 */
export interface JobStore {
  /** As shown. */
  get(jobId: string): ClientJob | undefined;
  /** All of the owner's rows as shown, newest first; the same array until something changed. */
  list(): readonly ClientJob[];
  /** As it is, changes of this frame included. */
  latest(jobId: string): ClientJob | undefined;
  all(): ClientJob[];
  /** @param progressed true tells `onProgress` of it with the frame */
  put(row: ClientJob, progressed?: boolean): void;
  remove(jobId: string): void;
  /** Takes finished rows off the list; `get` still finds them. */
  hide(jobIds: readonly string[]): void;
  hidden(): readonly string[];
  flush(): void;
  subscribe(jobId: string, listener: () => void): () => void;
  subscribeList(listener: () => void): () => void;
  readonly subscribers: number;
  close(): void;
}

const newestFirst = (a: ClientJob, b: ClientJob): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;

export interface JobStoreOptions {
  readonly env: Environment;
  readonly userId: string;
  /** Rows shown from the start. */
  readonly initial: readonly ClientJob[];
  /** After the frame in which a row's progress was shown. */
  readonly onProgress: (row: ClientJob) => void;
  /** After a frame in which rows came, went, or changed their status. */
  readonly onChange: () => void;
}

export const createJobStore = (options: JobStoreOptions): JobStore => {
  const { env, userId, initial } = options;
  const shown = new Map(initial.map((row) => [row.id, row]));
  /** Null stands for a row that goes. */
  const pending = new Map<string, ClientJob | null>();
  const progressed = new Set<string>();
  const hidden = new Set<string>();
  const rowListeners = new Map<string, Listeners<[]>>();
  const listListeners = createListeners();
  let order: string[] = [];
  let list: readonly ClientJob[] = [];
  let subscribers = 0;

  const sort = () => {
    // Jobs of others are looked at by id (an admin may) and are in nobody's list.
    const rows = [...shown.values()]
      .filter((row) => row.userId === userId && !(hidden.has(row.id) && isTerminal(row.status)))
      .sort(newestFirst);
    const finished = rows.filter((row) => isTerminal(row.status)).slice(MAX_FINISHED_ROWS);
    for (const row of finished) shown.delete(row.id);
    order = rows.filter((row) => shown.has(row.id)).map((row) => row.id);
  };
  const relist = () => {
    list = order.map((id) => shown.get(id) as ClientJob);
  };
  sort();
  relist();

  const frame = createFrame(env, () => {
    if (pending.size === 0) return 0;
    const changed = [...pending];
    const moved = [...progressed];
    pending.clear();
    progressed.clear();
    let resort = false;
    let restated = false;
    for (const [id, row] of changed) {
      const before = shown.get(id);
      resort ||= !row || !before;
      restated ||= row?.status !== before?.status;
      if (row) shown.set(id, row);
      else shown.delete(id);
    }
    if (resort) sort();
    relist();
    for (const [id] of changed) rowListeners.get(id)?.emit();
    listListeners.emit();
    for (const id of moved) {
      const row = shown.get(id);
      if (row && !isTerminal(row.status)) options.onProgress(row);
    }
    if (restated) options.onChange();
    return changed.length;
  });

  const latest = (id: string) => {
    const row = pending.get(id);
    return row === undefined ? shown.get(id) : (row ?? undefined);
  };
  const counted = (leave: () => void) => {
    subscribers++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      subscribers--;
      leave();
    };
  };

  return {
    get: (id) => shown.get(id),
    list: () => list,
    latest,
    all: () => [...new Set([...shown.keys(), ...pending.keys()])].flatMap((id) => latest(id) ?? []),
    put(row, isProgress = false) {
      pending.set(row.id, row);
      if (isProgress) progressed.add(row.id);
      frame.schedule();
    },
    remove(id) {
      pending.set(id, null);
      frame.schedule();
    },
    hide(ids) {
      for (const id of ids) hidden.add(id);
      sort();
      relist();
      listListeners.emit();
    },
    hidden: () => [...hidden],
    flush: frame.flush,
    subscribe(id, listener) {
      const listeners = rowListeners.get(id) ?? createListeners();
      rowListeners.set(id, listeners);
      const leave = listeners.add(listener);
      return counted(() => {
        leave();
        if (listeners.size === 0 && rowListeners.get(id) === listeners) rowListeners.delete(id);
      });
    },
    subscribeList: (listener) => counted(listListeners.add(listener)),
    get subscribers() {
      return subscribers;
    },
    close: frame.cancel,
  };
};
