import type { ClientJob, EventMeta, JobEventListener } from '../jobs-api';
import { createListeners } from './listeners';

/** Missed endings kept until somebody is there to hear them. */
const MAX_UNHEARD = 50;

export interface JobEvents {
  listen(listener: JobEventListener): () => void;
  progress(row: ClientJob): void;
  ended(row: ClientJob, meta: EventMeta): void;
  lost(row: ClientJob): void;
  forget(): void;
}

/**
 * Hands events to whoever listens, each once. An ending that was missed (`meta.replayed`) and that
 * nobody cared for yet waits for a listener that does: after a reload parts of a page come late.
 */
export const createJobEvents = (): JobEvents => {
  const listeners = createListeners<[(listener: JobEventListener) => void]>();
  let unheard: [ClientJob, EventMeta][] = [];

  return {
    listen(listener) {
      let here = true;
      // Later, so that a mount which is undone at once (StrictMode) takes nothing away.
      queueMicrotask(() => {
        if (!here) return;
        unheard = unheard.filter(([row, meta]) => listener.onTerminal?.(row, meta) !== true);
      });
      const leave = listeners.add((tell) => tell(listener));
      return () => {
        here = false;
        leave();
      };
    },
    progress(row) {
      const meta = { seq: 0, replayed: false, at: Date.now() };
      listeners.emit((listener) => listener.onProgress?.(row, meta));
    },
    ended(row, meta) {
      let heard = false;
      listeners.emit((listener) => {
        if (listener.onTerminal?.(row, meta) === true) heard = true;
      });
      if (meta.replayed && !heard)
        unheard = [...unheard, [row, meta] as const].slice(-MAX_UNHEARD) as typeof unheard;
    },
    lost: (row) => listeners.emit((listener) => listener.onLost?.(row)),
    forget() {
      unheard = [];
    },
  };
};
