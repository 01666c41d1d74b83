/** Length of a batch window, in milliseconds: one frame of a screen. */
const WINDOW_MS = 16;

export interface Flushable {
  /** @returns true once nothing waits any more; false to be asked again after the next window */
  flush(): boolean;
}

/** Flushes what was marked, at the end of the window in which it was marked. Idle, it has no timer. */
export const createFlusher = (onWindow: () => void) => {
  let marked = new Set<Flushable>();
  let timer: NodeJS.Timeout | undefined;
  const run = () => {
    timer = undefined;
    const due = marked;
    marked = new Set();
    for (const one of due) if (!one.flush()) mark(one);
    onWindow();
  };
  const mark = (one: Flushable): void => {
    marked.add(one);
    timer ??= setTimeout(run, WINDOW_MS);
  };
  return {
    mark,
    close: (): void => {
      clearTimeout(timer);
      marked.clear();
    },
  };
};

export type Flusher = ReturnType<typeof createFlusher>;
