import type { Environment } from './environment';

/** A hidden tab gets no frames; it flushes this often, in milliseconds. */
const HIDDEN_FLUSH_MS = 250;

/**
 * After a frame that changed this many rows the next one comes no sooner than `CROWDED_MS` later: a frame costs the
 * browser milliseconds whatever is in it, and nobody reads that many bars faster.
 */
const CROWD = 15;
const CROWDED_MS = 40;

export interface Frame {
  /** Runs the work once before the next paint, however often it is asked. */
  schedule(): void;
  /** Runs it now instead. */
  flush(): void;
  cancel(): void;
}

/**
 * Gathers changes into one run of `work` per frame.
 *
 * @param work says how many rows it changed
 */
export const createFrame = (env: Environment, work: () => number): Frame => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let notBefore = 0;
  const cancel = () => {
    clearTimeout(timer);
    if (frame) cancelAnimationFrame(frame);
    timer = undefined;
    frame = 0;
  };
  const flush = () => {
    cancel();
    if (work() >= CROWD) notBefore = performance.now() + CROWDED_MS;
  };
  const askFrame = () => {
    frame = requestAnimationFrame((now) => (now < notBefore ? askFrame() : flush()));
  };
  return {
    schedule() {
      if (timer !== undefined) return;
      // The timer stands behind the frame too: a tab that is hidden meanwhile never gets its frame.
      timer = setTimeout(flush, HIDDEN_FLUSH_MS);
      if (env.attention() !== 'hidden' && typeof requestAnimationFrame === 'function') {
        askFrame();
      }
    },
    flush,
    cancel,
  };
};
