import type { Cursor } from '#contracts/events';
import { isTerminal } from '#contracts/job-status';
import type { ClientParts } from './client-parts';
import { isDurableEvent, isObject, isOwnLive } from './job-row';

interface Snapshot {
  readonly epoch: string;
  readonly seq: number;
  readonly jobs: readonly unknown[];
}

const isSnapshot = (value: unknown): value is Snapshot =>
  isObject(value) &&
  typeof value.epoch === 'string' &&
  Number.isSafeInteger(value.seq) &&
  Array.isArray(value.jobs);

/** This tab's place in its owner's feed: sees gaps and doubles, whatever carried the news. It asks for nothing itself. */
export interface JobFeed {
  cursor(): Cursor | null;
  /** Goes on from here; null means that only a snapshot will do. */
  resume(cursor: Cursor | null): void;
  /**
   * Applies events in order; those at or before the cursor are old news.
   *
   * @returns false at a gap or a foreign epoch: nothing from there on was applied
   */
  durable(events: readonly unknown[], replayed: boolean): boolean;
  /**
   * @param unlessAhead true keeps the rows where they are further on than the snapshot
   * @returns ids of live rows that the snapshot does not hold; null where it is not a snapshot
   */
  snapshot(snapshot: unknown, replayed: boolean, unlessAhead?: boolean): string[] | null;
  /** The live rows are right as of now, and shown. An ending that storage remembered lacks its details until it is fetched. */
  confirm(): void;
}

export const createJobFeed = (
  { store, rows, userId }: ClientParts,
  initial: Cursor | null,
): JobFeed => {
  let cursor = initial;

  const confirm = () => {
    for (const row of store.all()) {
      if (row.stale && !isTerminal(row.status)) store.put({ ...row, stale: false });
    }
    store.flush();
  };

  return {
    cursor: () => cursor,
    confirm,
    resume(next) {
      cursor = next;
    },
    durable(events, replayed) {
      let whole = true;
      for (const event of events) {
        const readable = isDurableEvent(event);
        const same = readable && cursor?.epoch === event.epoch;
        if (same && cursor && event.seq <= cursor.seq) continue;
        whole = same && event.seq === (cursor?.seq ?? 0) + 1;
        if (!whole || !readable) break;
        const { epoch, seq, at, job } = event;
        cursor = { epoch, seq };
        rows.place(job, { seq, replayed, at }, 'event');
      }
      rows.tell();
      return whole;
    },
    snapshot(snapshot, replayed, unlessAhead = false) {
      if (!isSnapshot(snapshot)) return null;
      const { epoch, seq, jobs } = snapshot;
      if (unlessAhead && cursor?.epoch === epoch && cursor.seq >= seq) {
        confirm();
        return [];
      }
      const before = store.all().filter((row) => isOwnLive(row, userId));
      cursor = { epoch, seq };
      const meta = { seq, replayed, at: Date.now() };
      const present = new Set(jobs.map((job) => rows.place(job, meta, 'snapshot')?.id));
      rows.tell();
      return before.map((row) => row.id).filter((id) => !present.has(id));
    },
  };
};
