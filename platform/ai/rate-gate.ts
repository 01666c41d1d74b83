import { setTimeout as sleep } from 'node:timers/promises';

export interface RateGateOptions {
  /** Calls at once. */
  readonly concurrency: number;
  /** Least time between the starts of two calls, in milliseconds; 0 = none. */
  readonly spacingMs: number;
}

/** Paces the calls to one provider from this process. */
export interface RateGate {
  /**
   * Runs `call` when its turn comes. Waiting ends at once when `signal` aborts.
   *
   * @throws the signal's reason, or whatever `call` throws
   */
  run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Lets no call start before `untilMs` (since 1970): the provider asked for it. */
  pauseUntil(untilMs: number): void;
  /** How long no call may start yet, in milliseconds; 0 = at once. */
  pausedForMs(): number;
}

export const createRateGate = ({ concurrency, spacingMs }: RateGateOptions): RateGate => {
  const waiting = new Set<() => void>();
  let running = 0;
  let nextStart = 0;

  const freeSlot = async (signal: AbortSignal): Promise<void> => {
    while (running >= concurrency) {
      await new Promise<void>((resolve, reject) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', stop);
          resolve();
        };
        const stop = () => {
          waiting.delete(wake);
          reject(signal.reason as Error);
        };
        waiting.add(wake);
        signal.addEventListener('abort', stop, { once: true });
      });
    }
    running += 1;
  };

  const release = () => {
    running -= 1;
    const [first] = waiting;
    first?.();
  };

  /** Each caller takes its own place in time, so that a pause does not end in a stampede. */
  const turn = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      const now = Date.now();
      if (nextStart <= now) {
        nextStart = now + spacingMs;
        return;
      }
      await sleep(nextStart - now, undefined, { signal }).catch(() => {
        throw signal.reason as Error;
      });
    }
  };

  return {
    run: async (call, signal) => {
      signal.throwIfAborted();
      await freeSlot(signal);
      try {
        await turn(signal);
        return await call();
      } finally {
        release();
      }
    },
    pauseUntil: (untilMs) => {
      nextStart = Math.max(nextStart, untilMs);
    },
    pausedForMs: () => Math.max(0, nextStart - Date.now()),
  };
};
