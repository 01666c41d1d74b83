import type { ClientJob, EventMeta, JobEventListener } from '../jobs-api';
import { createListeners } from './listeners';

/** Endings kept until somebody is there to hear them. */
const MAX_UNHEARD = 50;
/** For so long after the start, in milliseconds, parts of a page may still be on their way. */
const SETTLING_MS = 10_000;

interface Listener extends JobEventListener {
  /** The person has signed out: forget everything. */
  onForget?: () => void;
}

export interface JobEvents {
  listen(listener: Listener): () => void;
  progress(row: ClientJob): void;
  ended(row: ClientJob, meta: EventMeta): void;
  lost(row: ClientJob): void;
  forget(): void;
}

/**
 * Hands events to whoever listens, each once. An ending that nobody cared for, missed or from the
 * page's first moments, waits for a listener that does: parts of a page come late.
 */
export const createJobEvents = (): JobEvents => {
  const listeners = createListeners<[(listener: Listener) => void]>();
  const madeAt = Date.now();
  let unheard: [ClientJob, EventMeta][] = [];

  return {
    listen(listener) {
      const leave = listeners.add((tell) => tell(listener));
      let here = true;
      // Later, so that a mount which is undone at once (StrictMode) takes nothing away.
      queueMicrotask(() => {
        unheard = unheard.filter((ending) => !here || listener.onTerminal?.(...ending) !== true);
      });
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
      let heard = !meta.replayed && Date.now() - madeAt > SETTLING_MS;
      listeners.emit((listener) => {
        if (listener.onTerminal?.(row, meta) === true) heard = true;
      });
      if (!heard) unheard = [...unheard, [row, meta] as [ClientJob, EventMeta]].slice(-MAX_UNHEARD);
    },
    lost: (row) => listeners.emit((listener) => listener.onLost?.(row)),
    forget() {
      unheard = [];
      listeners.emit((listener) => listener.onForget?.());
    },
  };
};
