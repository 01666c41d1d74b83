import type { Pool } from 'pg';
import type { Figures, HealthStrip, WorkerList } from '#contracts/admin';
import type { OldestWaiting } from './queue-figures';
import { readTotal } from './statistics';
import { stretchOf } from './stretch';

/** Over these a figure is shown as trouble. */
const LIMITS: HealthStrip['limits'] = {
  startP95Ms: 5_000,
  failureRate: 0.05,
  oldestWaitingMs: 60_000,
};
/** The last hour's figures hardly move within this, in milliseconds. */
const FRESH_MS = 5_000;

/** The hour's figures, read once for all who ask within a few seconds. */
export const createLastHour = (pool: Pool) => {
  let last: { readonly at: number; readonly figures: Promise<Figures> } | undefined;
  return (): Promise<Figures> => {
    if (last && Date.now() - last.at < FRESH_MS) return last.figures;
    const figures = readTotal(pool, stretchOf({ range: '1h' }, '1h'), null);
    const mine = { at: Date.now(), figures };
    last = mine;
    figures.catch(() => {
      if (last === mine) last = undefined;
    });
    return figures;
  };
};

/** @param processes null while Redis is away */
export const toHealthStrip = (
  hour: Figures,
  oldestWaiting: OldestWaiting | null,
  processes: WorkerList | null,
): HealthStrip => ({
  startP95Ms: hour.wait?.p95 ?? null,
  failureRate: hour.failureRate,
  oldestWaiting,
  sockets:
    processes?.sockets
      .filter(({ state }) => state === 'up')
      .reduce((sum, { sockets }) => sum + sockets, 0) ?? null,
  workers: processes && {
    up: processes.workers.filter(({ state }) => state === 'up').length,
    expected: processes.expected,
  },
  limits: LIMITS,
});
