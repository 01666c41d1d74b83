import type { Environment } from './environment';

/** A hidden tab gets no frames; it flushes this often, in milliseconds. */
const HIDDEN_FLUSH_MS = 250;

export interface Frame {
  /** Runs the work once before the next paint, however often it is asked. */
  schedule(): void;
  /** Runs it now instead. */
  flush(): void;
  cancel(): void;
}

/** Gathers changes into one run of `work` per frame. */
export const createFrame = (env: Environment, work: () => void): Frame => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const cancel = () => {
    clearTimeout(timer);
    if (frame) cancelAnimationFrame(frame);
    timer = undefined;
    frame = 0;
  };
  const flush = () => {
    cancel();
    work();
  };
  return {
    schedule() {
      if (timer !== undefined) return;
      // The timer stands behind the frame too: a tab that is hidden meanwhile never gets its frame.
      timer = setTimeout(flush, HIDDEN_FLUSH_MS);
      if (env.attention() !== 'hidden' && typeof requestAnimationFrame === 'function') {
        frame = requestAnimationFrame(flush);
      }
    },
    flush,
    cancel,
  };
};
