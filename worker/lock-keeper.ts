import { Worker as Thread } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Config } from '#platform/config';
import { LOCK_DURATION_MS } from '#platform/queue/queue-options';
import { renewLocksLua } from '#platform/queue/scripts';
import type { FromLockThread, HeldLock, LockThreadData, ToLockThread } from './lock-protocol';

export interface LockKeeper {
  /** @param atOnce tell the thread now: what follows may keep the processor busy from its first moment */
  hold(lock: HeldLock, atOnce: boolean): void;
  release(key: string): void;
  close(): Promise<void>;
}

/** Far less than a lock's time, and longer than a quick job takes, which then costs no message. */
const TELL_WITHIN_MS = 50;
/** A thread that fails is started again after this long, doubling up to the second figure. */
const RESTART_MS = 100;
const MAX_RESTART_MS = 5_000;

/**
 * Keeps the engine's locks from a thread of its own. The thread hears of changes in batches.
 *
 * @param onLost called with the keys of holds whose job somebody else may have
 */
export const createLockKeeper = (
  redis: Config['redis'],
  onLost: (keys: readonly string[]) => void,
  log: Logger,
): LockKeeper => {
  const workerData: LockThreadData = { redis, renewLua: renewLocksLua, lockMs: LOCK_DURATION_MS };
  const all = new Map<string, HeldLock>();
  /** What the thread has not been told yet. A hold that is released before is never told. */
  const held = new Map<string, HeldLock>();
  const released = new Set<string>();
  let telling: NodeJS.Timeout | undefined;
  let closing = false;
  let restartMs = RESTART_MS;
  let restart: NodeJS.Timeout | undefined;
  let thread: Thread;

  const post = (message: ToLockThread) => thread.postMessage(message);

  const launch = () => {
    thread = new Thread(new URL('./lock-thread.mjs', import.meta.url), { workerData });
    thread.on('message', (message: FromLockThread) => {
      restartMs = RESTART_MS;
      onLost(message.keys);
    });
    thread.on('error', (error) =>
      log.error({ err: error }, 'the lock thread failed; starting another'),
    );
    thread.on('exit', () => {
      if (closing) return;
      restart = setTimeout(launch, restartMs);
      restartMs = Math.min(restartMs * 2, MAX_RESTART_MS);
    });
    // The thread alone must not keep a finished process alive.
    thread.unref();
    if (all.size > 0) post({ kind: 'change', held: [...all.values()], released: [] });
  };
  launch();

  const tell = () => {
    clearTimeout(telling);
    telling = undefined;
    post({ kind: 'change', held: [...held.values()], released: [...released] });
    held.clear();
    released.clear();
  };
  const tellSoon = () => {
    telling ??= setTimeout(tell, TELL_WITHIN_MS);
  };

  return {
    hold: (lock, atOnce) => {
      all.set(lock.key, lock);
      held.set(lock.key, lock);
      if (atOnce) tell();
      else tellSoon();
    },
    release: (key) => {
      all.delete(key);
      if (held.delete(key)) return;
      released.add(key);
      tellSoon();
    },
    close: async () => {
      closing = true;
      clearTimeout(restart);
      clearTimeout(telling);
      if (thread.threadId < 0) return;
      post({ kind: 'stop' });
      await new Promise<void>((resolve) => {
        thread.once('exit', () => resolve());
        setTimeout(() => void thread.terminate(), 1_000).unref();
      });
    },
  };
};
