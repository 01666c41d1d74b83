import type { Cursor } from '#contracts/events';
import { isTerminal, jobStatuses } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import type { Environment } from './environment';
import { cleanProgress, creatingRow, isObject } from './job-row';

const VERSION = 1;
const PREFIX = 'jobwire:hint:';
/** A hint older than this, in milliseconds, is forgotten. */
const LIFE_MS = 24 * 3_600_000;
const MAX_LIVE_ROWS = 200;
const MAX_ENDED_ROWS = 50;
const MAX_DISMISSED = 200;

export interface Hint {
  readonly cursor: Cursor | null;
  /** Live rows, and endings nobody was shown; neither inputs nor results. */
  readonly rows: readonly ClientJob[];
  /** Ids of rows that were taken off the list. */
  readonly dismissed: readonly string[];
}

/**
 * What a page remembers for the next one. A hint and no more: it may be missing, foreign, old or
 * poisoned, and storage may be full or forbidden; then the page starts without one.
 */
export interface HintStore {
  load(): Hint | null;
  /** Writes unless another tab has already written what lies further on. */
  save(hint: Hint): void;
  clear(): void;
  /** Removes the hints and ledgers of every other user of this browser. */
  purgeOthers(): void;
}

type Stored = Pick<
  ClientJob,
  'id' | 'key' | 'type' | 'status' | 'rev' | 'attempt' | 'maxAttempts' | 'createdAt' | 'startedAt'
> &
  Pick<ClientJob, 'progress' | 'title' | 'toast' | 'clientKey'>;

const toStored = (row: ClientJob): Stored => ({
  id: row.id,
  key: row.key,
  type: row.type,
  status: row.status,
  rev: row.rev,
  attempt: row.attempt,
  maxAttempts: row.maxAttempts,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  progress: row.progress,
  title: row.title,
  toast: row.toast,
  clientKey: row.clientKey,
});

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const count = (value: unknown): number =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0;

/** A row from storage, field by field: whatever else lay there is left behind. */
const toRow = (stored: unknown, userId: string): ClientJob[] => {
  if (!isObject(stored)) return [];
  const { id, type, status, createdAt } = stored as Partial<Record<string, unknown>>;
  if (!text(id) || !text(type) || !(jobStatuses as readonly unknown[]).includes(status)) return [];
  const blank = creatingRow(id as string, type as string, userId, { origin: 'restored' });
  return [
    {
      ...blank,
      status,
      key: text(stored.key) ?? blank.key,
      rev: count(stored.rev),
      attempt: count(stored.attempt),
      maxAttempts: count(stored.maxAttempts),
      createdAt: text(createdAt) ?? blank.createdAt,
      startedAt: text(stored.startedAt) ?? null,
      progress: cleanProgress(stored.progress),
      title: text(stored.title),
      toast: stored.toast === false || stored.toast === 'on-finish' ? stored.toast : undefined,
      clientKey: text(stored.clientKey) ?? null,
      // The real reason is the server's to tell; a failed row must have one to be drawn.
      error: status === 'failed' ? { code: 'unknown', message: '', retryable: false } : null,
      ...(status === 'completed' ? { resultOmitted: true } : {}),
      stale: true,
    } as ClientJob,
  ];
};

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

export const createHintStore = (env: Environment, key: string, userId: string): HintStore => {
  const name = PREFIX + key;
  const guarded = <T>(work: (storage: Storage) => T, fallback: T): T => {
    try {
      return env.storage ? work(env.storage) : fallback;
    } catch {
      return fallback;
    }
  };
  const read = (storage: Storage): Record<string, unknown> | null => {
    const stored: unknown = JSON.parse(storage.getItem(name) ?? 'null');
    if (!isObject(stored) || stored.v !== VERSION) return null;
    return count(stored.t) + LIFE_MS > Date.now() ? stored : null;
  };
  const clear = () => guarded((storage) => storage.removeItem(name), undefined);

  return {
    clear,
    load: () =>
      guarded((storage) => {
        try {
          const stored = read(storage);
          if (!stored) return null;
          const epoch = text(stored.epoch);
          const rows = Array.isArray(stored.rows) ? stored.rows : [];
          return {
            cursor: epoch ? { epoch, seq: count(stored.seq) } : null,
            rows: rows
              .slice(0, MAX_LIVE_ROWS + MAX_ENDED_ROWS)
              .flatMap((row) => toRow(row, userId)),
            dismissed: strings(stored.dismissed).slice(-MAX_DISMISSED),
          };
        } catch (error) {
          clear();
          throw error;
        }
      }, null),
    save: ({ cursor, rows, dismissed }) =>
      guarded((storage) => {
        let known: Record<string, unknown> | null = null;
        try {
          known = read(storage);
        } catch {
          // Poisoned: overwritten below.
        }
        const ahead =
          known && known.epoch === cursor?.epoch && count(known.seq) > (cursor?.seq ?? 0);
        if (ahead) return;
        const live = rows.filter((row) => !isTerminal(row.status)).slice(0, MAX_LIVE_ROWS);
        const ended = rows.filter((row) => isTerminal(row.status)).slice(0, MAX_ENDED_ROWS);
        const hint = {
          v: VERSION,
          ...cursor,
          t: Date.now(),
          rows: [...live, ...ended].map(toStored),
          dismissed: dismissed.slice(-MAX_DISMISSED),
        };
        try {
          storage.setItem(name, JSON.stringify(hint));
        } catch {
          // Full: an old hint would be worse than none.
          clear();
        }
      }, undefined),
    purgeOthers: () =>
      guarded((storage) => {
        for (const other of Object.keys(storage)) {
          if (/^jobwire:(hint|claims):/.test(other) && !other.endsWith(`:${key}`)) {
            storage.removeItem(other);
          }
        }
      }, undefined),
  };
};
