import type { Config } from '../config';

/** Ends the recording: what is recorded is sent, within 2 s. */
export interface TracingHandle {
  close(): Promise<void>;
}

/**
 * Records this process's spans and sends them by OTLP over HTTP, where OTEL_EXPORTER_OTLP_ENDPOINT is set.
 * Otherwise nothing is loaded, and spans are no more than calls that do nothing. Once a process, before its
 * platform.
 *
 * @param process as `jobwire.process` names it
 */
export const startTracing = async (
  { tracing }: Pick<Config, 'tracing'>,
  process: 'web' | 'server' | 'worker',
): Promise<TracingHandle> => {
  if (!tracing) return { close: async () => {} };
  const { buildProvider } = await import('./build-provider');
  return { close: buildProvider(tracing, process) };
};
