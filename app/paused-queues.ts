import type { PausedQueues } from '#contracts/admin';
import { readJson } from './_lib/read-json';

/** Between two questions, in milliseconds. */
const ASK_EVERY_MS = 15_000;

type Paused = PausedQueues['paused'];
const NONE: Paused = [];

let paused: Paused = NONE;
const listeners = new Set<() => void>();

const ask = async (): Promise<void> => {
  try {
    const { paused: next } = await readJson<PausedQueues>('/api/queues/paused', 'paused');
    if (JSON.stringify(next) === JSON.stringify(paused)) return;
    paused = next;
    for (const one of listeners) one();
  } catch {
    // What was known stays: a bar that goes because nobody answered would say that all is well.
  }
};

/** Asks at once, as after one was paused or resumed here. */
export const refreshPaused = (): void => void ask();
export const pausedQueues = (): Paused => paused;
export const nonePaused = (): Paused => NONE;

/** Calls back when queues are paused or resumed, while the page is looked at; answers how to stop. */
export const subscribePaused = (listener: () => void): (() => void) => {
  listeners.add(listener);
  const again = () => {
    if (!document.hidden) void ask();
  };
  again();
  const timer = setInterval(again, ASK_EVERY_MS);
  document.addEventListener('visibilitychange', again);
  return () => {
    listeners.delete(listener);
    clearInterval(timer);
    document.removeEventListener('visibilitychange', again);
  };
};
