import { isTerminal } from '#contracts/job-status';
import type { ClientJob, EventMeta } from '../jobs-api';
import type { HintStore } from './hint';
import type { JobFeed } from './job-feed';
import type { JobStore } from './job-store';

/** Changes are written this long after the first of them, in milliseconds. */
const SAVE_AFTER_MS = 1_000;

export interface ClientMemory {
  /** Reads the hint into the rows; the second call does nothing. */
  restore(): void;
  /** Writes soon. */
  touch(): void;
  /** Writes now. */
  save(): void;
  clear(): void;
}

export interface ClientMemoryOptions {
  readonly hint: HintStore;
  readonly store: JobStore;
  readonly feed: JobFeed;
  readonly userId: string;
  readonly isUnseen: (row: ClientJob) => boolean;
  /** An ending that was remembered because nobody was shown it. */
  readonly onUnseen: (row: ClientJob, meta: EventMeta) => void;
  /** Rows remembered as live that the server's first rows do not hold. */
  readonly onMissing: (jobIds: readonly string[]) => void;
}

/** What outlives a page: its live rows and its cursor, so that the next page shows them at once and misses nothing. */
export const createClientMemory = (options: ClientMemoryOptions): ClientMemory => {
  const { hint, store, feed, userId, isUnseen } = options;
  let restored = false;
  let saving: ReturnType<typeof setTimeout> | undefined;

  const save = () => {
    clearTimeout(saving);
    saving = undefined;
    if (!restored) return;
    const rows = store
      .all()
      .filter((row) => row.userId === userId && row.status !== 'creating')
      .filter((row) => !isTerminal(row.status) || isUnseen(row));
    const cursor = feed.cursor();
    if (cursor || rows.length) hint.save({ cursor, rows, dismissed: store.hidden() });
  };

  const place = (row: ClientJob) => {
    const meta = { seq: 0, replayed: true, at: Date.parse(row.finishedAt ?? '') || 0 };
    const known = store.latest(row.id);
    if (!known) store.put(row);
    if (isTerminal(row.status)) options.onUnseen(known ?? row, meta);
    else if (known && isTerminal(known.status)) feed.ended(known, meta);
  };

  return {
    save,
    touch() {
      saving ??= setTimeout(save, SAVE_AFTER_MS);
    },
    restore() {
      if (restored) return;
      restored = true;
      const known = hint.load();
      if (known) {
        const first = feed.cursor();
        const same = first?.epoch === known.cursor?.epoch;
        // The older cursor of the two: what came between them is told as missed, not passed over.
        if (known.cursor && (!first || (same && known.cursor.seq < first.seq))) {
          feed.resume(known.cursor);
        }
        const before = new Set(store.all().map((row) => row.id));
        for (const row of known.rows) place(row);
        store.flush();
        const missing = known.rows.filter((row) => !isTerminal(row.status) && !before.has(row.id));
        if (first && !same) options.onMissing(missing.map((row) => row.id));
      }
      store.hide(known?.dismissed ?? []);
    },
    clear() {
      clearTimeout(saving);
      saving = undefined;
      hint.clear();
    },
  };
};
