const slot = Symbol.for('jobwire.web.end-of-process');
type Holder = typeof globalThis & { [slot]?: AbortController };

/**
 * Aborts when the process is asked to end: an answer that hangs on purpose would else hold up the
 * server's drain for as long as it may wait. Listening does not keep the process from ending.
 */
export const endOfProcess = (): AbortSignal => {
  const holder = globalThis as Holder;
  if (!holder[slot]) {
    const controller = new AbortController();
    for (const name of ['SIGTERM', 'SIGINT'] as const) {
      process.once(name, () => controller.abort());
    }
    holder[slot] = controller;
  }
  return holder[slot].signal;
};
