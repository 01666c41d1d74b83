import type { Cursor, DurableEvent } from '#contracts/events';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import type { ClientJob, EventMeta } from '../jobs-api';
import {
  cleanProgress,
  further,
  isDurableEvent,
  isJob,
  isProgressEvent,
  type LocalFacts,
  toRow,
} from './job-row';
import type { JobStore } from './job-store';
import { createTimeLeft } from './time-left';

/** Facts of this many jobs asked for in this browser are kept. */
const MAX_FACTS = 500;

export interface Snapshot {
  readonly epoch: string;
  readonly seq: number;
  readonly jobs: readonly unknown[];
}

type Source = 'event' | 'snapshot' | 'answer';

/**
 * Turns what the server says into rows, whatever carried it: keeps the cursor, sees gaps and doubles,
 * and tells each ending once. It asks for nothing itself.
 */
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
  /** @returns ids of live rows that the snapshot does not hold */
  snapshot(snapshot: Snapshot, replayed: boolean): string[];
  progress(event: unknown): void;
  /** A job from an HTTP answer or an acknowledgement. */
  accept(job: unknown, replayed?: boolean): ClientJob | undefined;
  /** Tells the ending of a job that this browser remembered as live; its event, should it come, is not told again. */
  ended(row: ClientJob, meta: EventMeta): void;
  /** What this browser knows of a job by its Idempotency-Key. */
  remember(clientKey: string, facts: LocalFacts): void;
  facts(): ReadonlyMap<string, LocalFacts>;
  /** The live rows are right as of now, and shown. An ending that storage remembered lacks its details until it is fetched. */
  confirm(): void;
  forget(): void;
}

export const createJobFeed = (
  store: JobStore,
  userId: string,
  onTerminal: (row: ClientJob, meta: EventMeta) => void,
): JobFeed => {
  let cursor: Cursor | null = null;
  /** Endings that came with a snapshot, of jobs not known before: told only if their event comes too. */
  const untold = new Set(store.all().flatMap((row) => (isTerminal(row.status) ? row.id : [])));
  const facts = new Map<string, LocalFacts>();
  const timeLeft = createTimeLeft();
  /** When each live row's progress was made, by the worker's clock. */
  const reportedAt = new Map<string, number>();
  let endings: [ClientJob, EventMeta][] = [];

  /** Shows everything before anybody is told, so that a callback finds the rows as it is told they are. */
  const tell = () => {
    if (endings.length === 0) return;
    const told = endings;
    endings = [];
    store.flush();
    for (const [row, meta] of told) onTerminal(row, meta);
  };

  const end = (row: ClientJob, meta: EventMeta) => {
    untold.delete(row.id);
    timeLeft.forget(row.id);
    reportedAt.delete(row.id);
    endings.push([row, meta]);
  };

  /** Puts a job into its row, in place of the one that stood for it while it was being created. */
  const place = (job: unknown, meta: EventMeta, source: Source): ClientJob | undefined => {
    // Somebody else's feed means that another person has signed in elsewhere in this browser.
    if (!isJob(job) || (source !== 'answer' && job.userId !== userId)) return undefined;
    const isEvent = source === 'event';
    let known = store.latest(job.id);
    if (!known && job.clientKey) {
      const creating = store.latest(job.clientKey);
      if (creating?.status === 'creating' && creating.type === job.type) {
        store.remove(creating.id);
        known = creating;
      }
    }
    if (known && (isTerminal(known.status) || known.rev >= job.rev)) {
      return confirmed(known, job, meta, isEvent);
    }
    const fallback: LocalFacts = {
      origin: isEvent && !meta.replayed ? 'other-device' : 'restored',
    };
    const row = toRow(job, known, (job.clientKey && facts.get(job.clientKey)) || fallback);
    store.put(row);
    if (isTerminal(row.status)) {
      if (known || isEvent) end(row, meta);
      else untold.add(row.id);
    }
    return row;
  };

  /** Old news: all it can do is confirm a row, bring its large result or progress, or be the event of an ending seen before. */
  const confirmed = (known: ClientJob, job: Job, meta: EventMeta, isEvent: boolean): ClientJob => {
    if (job.rev !== known.rev) return known;
    const live = !isTerminal(known.status);
    if (!live && isEvent && untold.has(known.id)) end(known, meta);
    if (!live && !known.stale && !(known.resultOmitted && !job.resultOmitted)) return known;
    // A status that was set ahead of the server's answer stays until there is news.
    const row = { ...toRow(job, known, known), status: known.status } as ClientJob;
    store.put(row);
    return row;
  };
  const applyEvent = (event: DurableEvent, replayed: boolean): void => {
    cursor = { epoch: event.epoch, seq: event.seq };
    place(event.job, { seq: event.seq, replayed, at: event.at }, 'event');
  };

  const live = () =>
    store
      .all()
      .filter(
        (row) => row.userId === userId && row.status !== 'creating' && !isTerminal(row.status),
      );

  return {
    cursor: () => cursor,
    resume(next) {
      cursor = next;
    },
    durable(events, replayed) {
      let whole = true;
      for (const event of events) {
        if (!isDurableEvent(event)) {
          whole = false;
          break;
        }
        const same = cursor?.epoch === event.epoch;
        if (cursor && same && event.seq <= cursor.seq) continue;
        whole = same && event.seq === (cursor?.seq ?? 0) + 1;
        if (!whole) break;
        applyEvent(event, replayed);
      }
      tell();
      return whole;
    },
    snapshot({ epoch, seq, jobs }, replayed) {
      const before = live();
      cursor = { epoch, seq };
      const meta = { seq, replayed, at: Date.now() };
      const present = new Set(jobs.map((job) => place(job, meta, 'snapshot')?.id));
      tell();
      return before.map((row) => row.id).filter((id) => !present.has(id));
    },
    progress(event) {
      if (!isProgressEvent(event)) return;
      const row = store.latest(event.jobId);
      if (!row || isTerminal(row.status) || event.attempt < row.attempt) return;
      const again = event.attempt === row.attempt;
      if (again && event.at < (reportedAt.get(row.id) ?? 0)) return;
      reportedAt.set(row.id, event.at);
      const next = cleanProgress(event);
      const progress = again ? further(row.progress, next) : next;
      const etaMs = timeLeft.update(row.id, {
        attempt: event.attempt,
        percent: progress.percent,
        at: event.at,
        startedAt: row.startedAt ? Date.parse(row.startedAt) : null,
      });
      store.put(
        { ...row, attempt: event.attempt, progress, etaMs, stale: false } as ClientJob,
        true,
      );
    },
    accept(job, replayed = false) {
      const row = place(job, { seq: cursor?.seq ?? 0, replayed, at: Date.now() }, 'answer');
      tell();
      return row;
    },
    ended(row, meta) {
      end(row, meta);
      tell();
    },
    remember(clientKey, known) {
      facts.set(clientKey, known);
      for (const key of facts.keys()) {
        if (facts.size <= MAX_FACTS) break;
        facts.delete(key);
      }
    },
    facts: () => facts,
    confirm() {
      for (const row of store.all()) {
        if (row.stale && !isTerminal(row.status)) store.put({ ...row, stale: false });
      }
      store.flush();
    },
    forget() {
      cursor = null;
      untold.clear();
      facts.clear();
      reportedAt.clear();
      for (const row of store.all()) store.remove(row.id);
      store.flush();
    },
  };
};
