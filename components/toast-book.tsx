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

/** One timer a key; setting another takes the first back. */
class KeyedTimers {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  set(key: string, ms: number, then: () => void): void {
    this.stop(key);
    const fire = () => {
      this.#timers.delete(key);
      then();
    };
    this.#timers.set(key, setTimeout(fire, ms));
  }
  stop(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }
  stopAll(): void {
    for (const key of [...this.#timers.keys()]) this.stop(key);
  }
}

class Book implements ToastBook {
  readonly #showAfterMs: number;
  readonly #settleMs: number;
  readonly #onDismissed: ToastBookOptions['onDismissed'];
  readonly #dismissed: Set<string>;
  readonly #kept = new Map<string, Kept>();
  readonly #timers = new KeyedTimers();
  readonly #listeners = new Set<() => void>();
  #entries: readonly ToastEntry[] = [];

  constructor(options: ToastBookOptions) {
    this.#showAfterMs = options.showAfterMs ?? SHOW_AFTER_MS;
    this.#settleMs = options.settleMs ?? SETTLE_MS;
    this.#onDismissed = options.onDismissed;
    this.#dismissed = new Set(options.dismissed ?? []);
  }

  setLive(jobs: readonly LiveToastJob[]): void {
    for (const one of jobs) {
      const entry = this.#kept.get(one.key);
      if (entry?.phase === 'live') this.#kept.set(one.key, { ...entry, job: one.job });
      else if (!entry && !this.#dismissed.has(one.key)) this.#begin(one);
    }
    const live = new Set(jobs.map(({ key }) => key));
    for (const entry of [...this.#kept.values()]) {
      if (entry.phase === 'live' && !live.has(entry.key)) this.#settle(entry);
    }
    this.#emit();
  }

  end(key: string, job: ShownJob, phase: 'ended' | 'lost'): void {
    const restored = this.#kept.get(key)?.restored ?? false;
    this.#timers.stop(key);
    // Anew, so that it stands where the newest stand.
    this.#kept.delete(key);
    this.#kept.set(key, { key, job, restored, phase, hidden: false });
    this.#emit();
  }

  dismiss(...keys: string[]): void {
    for (const key of keys) {
      this.#timers.stop(key);
      this.#kept.delete(key);
      this.#dismissed.add(key);
    }
    for (const key of [...this.#dismissed].slice(0, -MAX_DISMISSED)) this.#dismissed.delete(key);
    this.#onDismissed?.([...this.#dismissed]);
    this.#emit();
  }

  get(key: string): ToastEntry | undefined {
    return this.#kept.get(key);
  }

  // Handed to React as they are, hence bound.
  readonly getEntries = (): readonly ToastEntry[] => this.#entries;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  close(): void {
    this.#timers.stopAll();
    this.#kept.clear();
    this.#entries = [];
  }

  #begin({ key, job, restored }: LiveToastJob): void {
    const hidden = !restored && this.#showAfterMs > 0;
    this.#kept.set(key, { key, job, restored, phase: 'live', hidden });
    if (!hidden) return;
    this.#timers.set(key, this.#showAfterMs, () => {
      const entry = this.#kept.get(key);
      if (entry) this.#kept.set(key, { ...entry, hidden: false });
      this.#emit();
    });
  }

  #settle(entry: Kept): void {
    this.#timers.stop(entry.key);
    if (entry.hidden) {
      this.#kept.delete(entry.key);
      return;
    }
    this.#kept.set(entry.key, { ...entry, phase: 'settling' });
    this.#timers.set(entry.key, this.#settleMs, () => {
      this.#kept.delete(entry.key);
      this.#emit();
    });
  }

  #emit(): void {
    this.#entries = [...this.#kept.values()].filter(({ hidden }) => !hidden);
    for (const listener of this.#listeners) listener();
  }
}

export const createToastBook = (options: ToastBookOptions = {}): ToastBook => new Book(options);
