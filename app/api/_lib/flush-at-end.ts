import type { TracingHandle } from '#platform/tracing/start-tracing';

const slot = Symbol.for('jobwire.web.tracing');
type Holder = typeof globalThis & { [slot]?: TracingHandle };

/** Keeps what `flushed` ends. */
export const flushAtEnd = (tracing: TracingHandle): void => {
  (globalThis as Holder)[slot] = tracing;
};

/** Sends what is recorded and not yet sent, within 2 s; nothing is recorded afterwards. */
export const flushed = async (): Promise<void> => (globalThis as Holder)[slot]?.close();
