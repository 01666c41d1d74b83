import type { Cursor } from '#contracts/events';
import { isTerminal, jobStatuses } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import type { Environment } from './environment';
import { cleanProgress, creatingRow, isObject } from './job-row';

const VERSION = 1;
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
  /** Also removes what belongs to other users of this browser. */
  load(): Hint | null;
  /** Writes unless another tab has already written what lies further on. */
  save(hint: Hint): void;
  /** Removes everything this user has in storage. */
  clear(): void;
}

/** Fields that are stored as they are, with a value of the type each must have. */
const plain = {
  key: '',
  rev: 0,
  attempt: 0,
  maxAttempts: 0,
  createdAt: '',
  startedAt: '',
  title: '',
  clientKey: '',
} satisfies { [Field in keyof ClientJob]?: unknown };
const plainFields = Object.keys(plain) as (keyof typeof plain)[];

const toStored = (row: ClientJob) => ({
  id: row.id,
  type: row.type,
  status: row.status,
  progress: row.progress,
  toast: row.toast,
  ...Object.fromEntries(plainFields.map((field) => [field, row[field]])),
});

/** A row from storage, field by field: whatever else lay there is left behind. */
const toRow = (stored: unknown, userId: string): ClientJob[] => {
  if (!isObject(stored)) return [];
  const { id, type, status, toast } = stored;
  if (typeof id !== 'string' || typeof type !== 'string') return [];
  if (!(jobStatuses as readonly unknown[]).includes(status)) return [];
  const known = plainFields.filter((field) => typeof stored[field] === typeof plain[field]);
  return [
    {
      ...creatingRow(id, type, userId, { origin: 'restored' }),
      clientKey: null,
      ...Object.fromEntries(known.map((field) => [field, stored[field]])),
      status,
      progress: cleanProgress(stored.progress),
      toast: toast === false || toast === 'on-finish' ? toast : undefined,
      // The reason and the result are the server's to tell; a row has to be drawn until then.
      error: status === 'failed' ? { code: 'unknown', message: '', retryable: false } : null,
      resultOmitted: status === 'completed' ? true : undefined,
      stale: true,
    } as ClientJob,
  ];
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const createHintStore = (env: Environment, key: string, userId: string): HintStore => {
  const name = `jobwire:hint:${key}`;
  const attempt = <T>(work: (storage: Storage) => T): T | null => {
    try {
      return env.storage ? work(env.storage) : null;
    } catch {
      return null;
    }
  };
  const read = () =>
    attempt((storage) => {
      const stored: unknown = JSON.parse(storage.getItem(name) ?? 'null');
      const isOurs = isObject(stored) && stored.v === VERSION;
      return isOurs && Date.now() - Number(stored.t) < LIFE_MS ? stored : null;
    });
  const remove = (isDoomed: (ours: boolean) => boolean) =>
    attempt((storage) => {
      for (const found of Object.keys(storage)) {
        const owner = found.match(/^jobwire:(?:hint|claims):(.*)/)?.[1];
        if (owner === undefined) continue;
        if (isDoomed(owner === key || owner.startsWith(`${key}:`))) storage.removeItem(found);
      }
    });

  return {
    load() {
      remove((ours) => !ours);
      const stored = read();
      if (!stored) return null;
      const { epoch, seq } = stored;
      return {
        cursor:
          typeof epoch === 'string' && Number.isSafeInteger(seq)
            ? { epoch, seq: seq as number }
            : null,
        rows: list(stored.rows)
          .slice(0, MAX_LIVE_ROWS + MAX_ENDED_ROWS)
          .flatMap((row) => toRow(row, userId)),
        dismissed: list(stored.dismissed)
          .filter((id) => typeof id === 'string')
          .slice(-MAX_DISMISSED),
      };
    },
    save({ cursor, rows, dismissed }) {
      const known = read();
      if (known?.epoch === cursor?.epoch && Number(known?.seq) > (cursor?.seq ?? 0)) return;
      const live = rows.filter((row) => !isTerminal(row.status)).slice(0, MAX_LIVE_ROWS);
      const ended = rows.filter((row) => isTerminal(row.status)).slice(0, MAX_ENDED_ROWS);
      const hint = {
        v: VERSION,
        t: Date.now(),
        ...cursor,
        rows: [...live, ...ended].map(toStored),
        dismissed: dismissed.slice(-MAX_DISMISSED),
      };
      // Full: an old hint would be worse than none.
      attempt((storage) => storage.removeItem(name));
      attempt((storage) => storage.setItem(name, JSON.stringify(hint)));
    },
    clear: () => void remove((ours) => ours),
  };
};
