import { Worker as Thread } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { FromLockThread, HeldLock, ToLockThread } from './lock-protocol';

export interface LockKeeper {
  hold(lock: HeldLock): void;
  release(key: string): void;
  close(): Promise<void>;
}

/** Beside this file in the checkout (TypeScript) and in the bundle alike. */
const threadFile = (): { url: URL; execArgv: string[] } => {
  const source = import.meta.url.endsWith('.ts');
  return source
    ? { url: new URL('./lock-thread.ts', import.meta.url), execArgv: ['--import', 'tsx'] }
    : { url: new URL('./lock-thread.mjs', import.meta.url), execArgv: [] };
};

/**
 * Keeps the engine's locks from a thread of its own. Changes of one turn travel in one message.
 *
 * @param environment what the thread reads its configuration from
 * @param onLost called with the keys of holds whose job somebody else may have
 */
export const createLockKeeper = (
  environment: Readonly<Record<string, string | undefined>>,
  onLost: (keys: readonly string[]) => void,
  log: Logger,
): LockKeeper => {
  const { url, execArgv } = threadFile();
  const all = new Map<string, HeldLock>();
  let held: HeldLock[] = [];
  let released: string[] = [];
  let scheduled = false;
  let closing = false;
  let thread: Thread;

  const post = (message: ToLockThread) => thread.postMessage(message);

  const launch = () => {
    thread = new Thread(url, { execArgv, workerData: { environment: { ...environment } } });
    thread.on('message', (message: FromLockThread) => onLost(message.keys));
    thread.on('error', (error) =>
      log.error({ err: error }, 'the lock thread failed; starting another'),
    );
    thread.on('exit', () => {
      if (closing) return;
      launch();
      post({ kind: 'change', held: [...all.values()], released: [] });
    });
    // The thread alone must not keep a finished process alive.
    thread.unref();
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
      post({ kind: 'stop' });
      await new Promise<void>((resolve) => {
        thread.once('exit', () => resolve());
        setTimeout(() => void thread.terminate(), 1_000).unref();
      });
    },
  };
};
