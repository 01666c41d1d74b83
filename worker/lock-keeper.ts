import { Worker as Thread } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Config } from '#platform/config';
import { LOCK_DURATION_MS } from '#platform/queue/queue-options';
import { renewLocksLua } from '#platform/queue/scripts';
import type { FromLockThread, HeldLock, LockThreadData, ToLockThread } from './lock-protocol';

export interface LockKeeper {
  hold(lock: HeldLock): void;
  release(key: string): void;
  close(): Promise<void>;
}

/** A thread that fails is started again after this long, doubling up to the second figure. */
const RESTART_MS = 100;
const MAX_RESTART_MS = 5_000;

/**
 * Keeps the engine's locks from a thread of its own. Changes of one turn travel in one message.
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
  let held: HeldLock[] = [];
  let released: string[] = [];
  let scheduled = false;
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

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      post({ kind: 'change', held, released });
      held = [];
      released = [];
    });
  };

  return {
    hold: (lock) => {
      all.set(lock.key, lock);
      held.push(lock);
      schedule();
    },
    release: (key) => {
      all.delete(key);
      released.push(key);
      schedule();
    },
    close: async () => {
      closing = true;
      clearTimeout(restart);
      if (thread.threadId < 0) return;
      post({ kind: 'stop' });
      await new Promise<void>((resolve) => {
        thread.once('exit', () => resolve());
        setTimeout(() => void thread.terminate(), 1_000).unref();
      });
    },
  };
};
