import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import type { ClientJob, EventMeta } from '../jobs-api';
import { isJob, type LocalFacts, toRow } from './job-row';
import type { JobStore } from './job-store';

/** Facts of this many jobs asked for in this browser are kept. */
const MAX_FACTS = 500;

/** What brought a job: its event, a snapshot of all jobs, or the answer to a request for it. */
export type JobSource = 'event' | 'snapshot' | 'answer';

/** Turns jobs as the server tells them into rows, and tells each ending once, whatever brought it. */
export interface JobRows {
  /**
   * Puts a job into its row; old news changes nothing. `tell` has to follow.
   *
   * @returns the row as it is then; undefined where it was not a job, or not this user's
   */
  place(job: unknown, meta: EventMeta, source: JobSource): ClientJob | undefined;
  /** Tells the endings among what was placed, once all of it is shown. */
  tell(): void;
  /** A job from the answer to a request: places it and tells. */
  accept(job: unknown): ClientJob | undefined;
  /** Tells the ending of a job that this browser remembered as live; its event, should it come, is not told again. */
  ended(row: ClientJob, meta: EventMeta): void;
  /** Keeps what this browser knows of a job, by its Idempotency-Key. */
  remember(clientKey: string, facts: LocalFacts): void;
  facts(): ReadonlyMap<string, LocalFacts>;
  forget(): void;
}

/** A row that is only remembered knows nothing better than the server, however new it claims to be. */
const isOldNews = (job: Job, known: ClientJob): boolean =>
  known.stale ? known.rev === job.rev : known.rev >= job.rev;

export const createJobRows = (
  store: JobStore,
  userId: string,
  onTerminal: (row: ClientJob, meta: EventMeta) => void,
): JobRows => {
  /** Endings that came with a snapshot, of jobs not known before: told only if their event comes too. */
  const untold = new Set(store.all().flatMap((row) => (isTerminal(row.status) ? row.id : [])));
  const facts = new Map<string, LocalFacts>();
  let endings: [ClientJob, EventMeta][] = [];

  const tell = () => {
    const told = endings;
    endings = [];
    // Shown before anybody is told, so that a callback finds the rows as it is told they are.
    if (told.length) store.flush();
    for (const ending of told) onTerminal(...ending);
  };
  const end = (row: ClientJob, meta: EventMeta) => {
    untold.delete(row.id);
    endings.push([row, meta]);
  };

  /** The row that stood for this job while it was being created. */
  const takeCreating = ({ clientKey, type }: Job): ClientJob | undefined => {
    const row = clientKey ? store.latest(clientKey) : undefined;
    if (row?.status !== 'creating' || row.type !== type) return undefined;
    store.remove(row.id);
    return row;
  };

  /** Old news: all it can do is confirm a row, bring its large result or progress, or be the event of an ending seen before. */
  const confirm = (known: ClientJob, job: Job, meta: EventMeta, source: JobSource): ClientJob => {
    if (job.rev !== known.rev) return known;
    const ended = isTerminal(known.status);
    if (ended && source === 'event' && untold.has(known.id)) end(known, meta);
    const completes = known.resultOmitted && !job.resultOmitted;
    if (ended && !known.stale && !completes) return known;
    // A status that was set ahead of the server's answer stays until there is news.
    const row = { ...toRow(job, known, known), status: known.status } as ClientJob;
    store.put(row);
    return row;
  };

  const place: JobRows['place'] = (job, meta, source) => {
    // Somebody else's feed means that another person has signed in elsewhere in this browser.
    if (!isJob(job) || (source !== 'answer' && job.userId !== userId)) return undefined;
    const known = store.latest(job.id) ?? takeCreating(job);
    if (known && (isTerminal(known.status) || isOldNews(job, known))) {
      return confirm(known, job, meta, source);
    }
    const isNews = source === 'event' && !meta.replayed;
    const local = facts.get(job.clientKey ?? '');
    const row = toRow(job, known, local ?? { origin: isNews ? 'other-device' : 'restored' });
    store.put(row);
    if (isTerminal(row.status)) {
      if (known || source === 'event') end(row, meta);
      else untold.add(row.id);
    }
    return row;
  };

  return {
    place,
    tell,
    accept(job) {
      const row = place(job, { seq: 0, replayed: false, at: Date.now() }, 'answer');
      tell();
      return row;
    },
    ended(row, meta) {
      end(row, meta);
      tell();
    },
    remember(clientKey, known) {
      facts.set(clientKey, known);
      for (const key of facts.keys()) if (facts.size > MAX_FACTS) facts.delete(key);
    },
    facts: () => facts,
    forget() {
      untold.clear();
      facts.clear();
      for (const row of store.all()) store.remove(row.id);
      store.flush();
    },
  };
};
