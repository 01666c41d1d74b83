import type { Pulse, PulseDelta } from '#contracts/admin';

/** Rows by name, those of `fresh` instead of the ones before. */
const merge = <T>(
  before: readonly T[],
  fresh: readonly T[] | undefined,
  nameOf: (row: T) => string,
): T[] => {
  const rows = new Map(before.map((row) => [nameOf(row), row]));
  for (const row of fresh ?? []) rows.set(nameOf(row), row);
  return [...rows.values()];
};

/** The picture after a change; null until all of it has come once. */
export const mergePulse = (before: Pulse | null, delta: PulseDelta): Pulse | null => {
  const { at, whole, health = before?.health, queues, workers, goneWorkers = [] } = delta;
  if (!health || (!before && !whole)) return null;
  if (whole || !before) return { at, health, queues: queues ?? [], workers: workers ?? [] };
  return {
    at,
    health,
    queues: merge(before.queues, queues, ({ type }) => type),
    workers: merge(before.workers, workers, ({ id }) => id).filter(
      ({ id }) => !goneWorkers.includes(id),
    ),
  };
};
