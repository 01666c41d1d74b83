import type { ShownJob } from './job-text';
import type { ToastCandidate } from './toast-plan';

/** Quicker jobs show nothing but their ending. */
export const SHOW_AFTER_MS = 400;
/** How long a toast waits for word who shows its job's ending: this tab, or another one. */
export const SETTLE_MS = 1_500;
/** Dismissed keys that are remembered. */
const MAX_DISMISSED = 200;

/** A live job as the book takes it. */
export interface LiveToastJob {
  readonly key: string;
  readonly job: ShownJob;
  /** Known before this page was loaded: comes back without a wait. */
  readonly restored: boolean;
}

/**
 * `live`: follows its job. `settling`: the job has ended, and it is open which tab says so.
 * `ended`: this tab says so. `lost`: the server no longer knows the job.
 */
export type ToastPhase = 'live' | 'settling' | 'ended' | 'lost';

export interface ToastEntry extends ToastCandidate {
  readonly phase: ToastPhase;
  readonly restored: boolean;
}

export interface ToastBookOptions {
  /** Default 400. */
  readonly showAfterMs?: number;
  /** Default 1,500. */
  readonly settleMs?: number;
  /** Keys that were dismissed before, in this tab. */
  readonly dismissed?: readonly string[];
  /** Called with all dismissed keys, for the next page of this tab. */
  readonly onDismissed?: (keys: readonly string[]) => void;
}

/** Which jobs have a toast in this tab, and in which part of its life each one is. */
export interface ToastBook {
  /** All live jobs that may have a toast; one that is missing here has ended. */
  setLive(jobs: readonly LiveToastJob[]): void;
  /** This tab is to show an ending. Also where the running toast had been dismissed: an ending is other news. */
  end(key: string, job: ShownJob, phase: 'ended' | 'lost'): void;
  dismiss(...keys: string[]): void;
  get(key: string): ToastEntry | undefined;
  /** The same array until something changed. */
  getEntries(): readonly ToastEntry[];
  subscribe(listener: () => void): () => void;
  close(): void;
}

interface Kept extends ToastEntry {
  /** Waits for `showAfterMs`; not shown yet. */
  readonly hidden: boolean;
}

export function createToastBook(options: ToastBookOptions = {}): ToastBook {
  const showAfterMs = options.showAfterMs ?? SHOW_AFTER_MS;
  const settleMs = options.settleMs ?? SETTLE_MS;
  const kept = new Map<string, Kept>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const dismissed = new Set(options.dismissed ?? []);
  const listeners = new Set<() => void>();
  let entries: readonly ToastEntry[] = [];

  const emit = () => {
    entries = [...kept.values()].filter(({ hidden }) => !hidden);
    for (const listener of listeners) listener();
  };
  const stopTimer = (key: string) => {
    clearTimeout(timers.get(key));
    timers.delete(key);
  };
  const after = (key: string, ms: number, then: () => void) => {
    stopTimer(key);
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        then();
        emit();
      }, ms),
    );
  };
  const drop = (key: string) => {
    stopTimer(key);
    return kept.delete(key);
  };

  const begin = ({ key, job, restored }: LiveToastJob) => {
    const hidden = !restored && showAfterMs > 0;
    kept.set(key, { key, job, restored, phase: 'live', hidden });
    if (!hidden) return;
    after(key, showAfterMs, () => {
      const entry = kept.get(key);
      if (entry) kept.set(key, { ...entry, hidden: false });
    });
  };
  const settle = (entry: Kept) => {
    if (entry.hidden) return drop(entry.key);
    kept.set(entry.key, { ...entry, phase: 'settling' });
    after(entry.key, settleMs, () => kept.delete(entry.key));
  };

  return {
    setLive(jobs) {
      const live = new Set(jobs.map(({ key }) => key));
      for (const one of jobs) {
        const entry = kept.get(one.key);
        if (entry?.phase === 'live') kept.set(one.key, { ...entry, job: one.job });
        else if (!entry && !dismissed.has(one.key)) begin(one);
      }
      for (const entry of [...kept.values()]) {
        if (entry.phase === 'live' && !live.has(entry.key)) settle(entry);
      }
      emit();
    },
    end(key, job, phase) {
      const restored = kept.get(key)?.restored ?? false;
      drop(key);
      kept.set(key, { key, job, restored, phase, hidden: false });
      emit();
    },
    dismiss(...keys) {
      for (const key of keys) {
        drop(key);
        dismissed.add(key);
      }
      for (const key of [...dismissed].slice(0, -MAX_DISMISSED)) dismissed.delete(key);
      options.onDismissed?.([...dismissed]);
      emit();
    },
    get: (key) => kept.get(key),
    getEntries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const key of [...timers.keys()]) stopTimer(key);
      kept.clear();
      entries = [];
    },
  };
}
