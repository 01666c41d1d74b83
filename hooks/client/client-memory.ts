import { isTerminal } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import type { EngineParts } from './engine-parts';
import { createHintStore } from './hint';
import { isOwnLive } from './job-row';

/** Changes are written this long after the first of them, in milliseconds. */
const SAVE_AFTER_MS = 1_000;

export interface ClientMemory {
  /**
   * Reads the hint into the rows; the second call does nothing.
   *
   * @returns ids of rows remembered as live that the server's first rows do not hold
   */
  restore(): string[];
  /** Writes soon. */
  touch(): void;
  /** Writes now. */
  save(): void;
  clear(): void;
}

/**
 * What outlives a page: its live rows and its cursor, so that the next page shows them at once and
 * misses nothing.
 *
 * @param unseen ids of ended jobs whose ending nobody was shown yet: they are remembered as well
 */
export const createClientMemory = (
  { env, key, userId, store, rows, feed }: EngineParts,
  unseen: ReadonlySet<string>,
): ClientMemory => {
  const hint = createHintStore(env, key, userId);
  let restored = false;
  let saving: ReturnType<typeof setTimeout> | undefined;

  const save = () => {
    clearTimeout(saving);
    saving = undefined;
    const cursor = feed.cursor();
    const kept = store.all().filter((row) => isOwnLive(row, userId) || unseen.has(row.id));
    if (restored && (cursor || kept.length)) {
      hint.save({ cursor, rows: kept, dismissed: store.hidden() });
    }
  };

  /** @returns whether the row was not known */
  const place = (row: ClientJob): boolean => {
    const known = store.latest(row.id);
    if (!known) store.put(row);
    else if (isTerminal(known.status) && !isTerminal(row.status)) {
      const at = Date.parse(known.finishedAt ?? '') || 0;
      rows.ended(known, { seq: 0, replayed: true, at });
    }
    return !known;
  };

  return {
    save,
    touch() {
      saving ??= setTimeout(save, SAVE_AFTER_MS);
    },
    restore() {
      if (restored) return [];
      restored = true;
      const known = hint.load();
      const first = feed.cursor();
      const same = first?.epoch === known?.cursor?.epoch;
      // The older cursor of the two: what came between them is told as missed, not passed over.
      if (known?.cursor && (!first || (same && known.cursor.seq < first.seq))) {
        feed.resume(known.cursor);
      }
      const added = (known?.rows ?? []).filter(place);
      store.flush();
      store.hide(known?.dismissed ?? []);
      if (!first || same) return [];
      return added.filter((row) => !isTerminal(row.status)).map((row) => row.id);
    },
    clear() {
      clearTimeout(saving);
      saving = undefined;
      hint.clear();
    },
  };
};
