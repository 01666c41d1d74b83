import type { Logger } from 'pino';
import type { LanguageUse, LanguageUseStore } from './language-use';

/** Counts uses that nobody waits for. They are kept in memory for seconds: a process that is killed loses those. */
export interface UseRecorder {
  /** Written with all else of the next seconds. */
  add(use: LanguageUse): void;
  /** Settles when what has been added so far is written, or could not be just now. Never rejects. */
  settled(): Promise<void>;
  /** Writes at once. Never rejects: what cannot be written stays for the next time. */
  flush(): Promise<void>;
}

const FLUSH_EVERY_MS = 5_000;
/** Sums kept while the database is away; what more languages come is undetermined. */
const MAX_SUMS = 500;

/** @param flushEveryMs how long a use may wait to be written, default 5,000 */
export const createUseRecorder = (
  store: Pick<LanguageUseStore, 'record'>,
  log: Pick<Logger, 'warn'>,
  flushEveryMs = FLUSH_EVERY_MS,
): UseRecorder => {
  const sums = new Map<string, LanguageUse>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  /** Those who wait for the next write. */
  let waiting: (() => void)[] = [];

  const keep = (use: LanguageUse): void => {
    const name = `${use.language} ${use.kind}`;
    const before = sums.get(name);
    if (before) sums.set(name, { ...use, uses: before.uses + use.uses });
    else if (sums.size < MAX_SUMS || use.language === 'und') sums.set(name, use);
    else keep({ ...use, language: 'und' });
    timer ??= setTimeout(flush, flushEveryMs).unref();
  };

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const told = waiting;
    waiting = [];
    const batch = [...sums.values()];
    sums.clear();
    try {
      await store.record(batch);
    } catch (error) {
      log.warn({ err: error }, 'the use of languages could not be counted; trying again');
      batch.forEach(keep);
    }
    for (const tell of told) tell();
  };

  const flush = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };

  return {
    add: keep,
    settled: () =>
      sums.size === 0 ? writing : new Promise<void>((resolve) => waiting.push(resolve)),
    flush,
  };
};
