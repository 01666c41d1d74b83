import type { Connection } from './connection';

/** Longest wait for the farewell to leave, and then for the connections to end. */
const FAREWELL_MS = 500;
const ENDING_MS = 1_500;
const POLL_MS = 20;

const waitUntil = async (isDone: () => boolean, withinMs: number): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!isDone() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/**
 * Tells every client when to come back, each a moment of its own so that they do not all come at
 * once, then ends the connections. Those that do not read are broken off.
 */
export const closeGently = async (
  connections: ReadonlySet<Connection>,
  reconnectSpreadMs: number,
): Promise<void> => {
  for (const connection of connections) {
    const reconnectInMs = Math.floor(Math.random() * reconnectSpreadMs);
    connection.emit('server:closing', { reconnectInMs });
  }
  await waitUntil(
    () => [...connections].every(({ queuedBytes }) => queuedBytes === 0),
    FAREWELL_MS,
  );
  for (const connection of [...connections]) connection.end('closing');
  await waitUntil(() => connections.size === 0, ENDING_MS);
};
