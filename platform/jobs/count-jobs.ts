import type { Pool } from 'pg';
import { jobStatuses } from '#contracts/job';
import { jobTypes } from '#contracts/jobs/index';
import type { Metrics } from '../metrics';
import { type LedgerState, shownStatus } from '../store/job-row';

/** Those that have ended are most of the table and change nobody's alarm within this, in milliseconds. */
const ENDED_FRESH_MS = 60_000;

interface Count {
  readonly type: string;
  readonly state: LedgerState;
  readonly jobs: number;
}

const countSql = (which: string) =>
  `select type, state, count(*)::int as jobs from jobs where finished_at is ${which} group by type, state`;

/**
 * Sets the gauge of jobs per type and status to what the ledger holds: those not ended as of now, those
 * ended as of at most a minute ago. Never throws: without the ledger the gauge is left out, since a
 * number that stands still reads like good news.
 */
export const createJobCounter = (pool: Pool, metrics: Metrics) => {
  let ended: { readonly at: number; readonly counts: readonly Count[] } | undefined;

  const ask = async (which: 'null' | 'not null'): Promise<Count[]> =>
    (await pool.query<Count>(countSql(which))).rows;

  const askEnded = async (): Promise<readonly Count[]> => {
    if (ended && Date.now() - ended.at < ENDED_FRESH_MS) return ended.counts;
    ended = { at: Date.now(), counts: await ask('not null') };
    return ended.counts;
  };

  const read = async (): Promise<readonly Count[]> => {
    const [live, done] = await Promise.all([ask('null'), askEnded()]);
    return [...live, ...done];
  };

  let reading: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    try {
      const counts = await read();
      metrics.jobs.reset();
      // An alarm needs a nought where there is nothing, not a gap.
      for (const type of jobTypes) {
        for (const status of jobStatuses) metrics.jobs.set({ type, status }, 0);
      }
      for (const { type, state, jobs } of counts) {
        metrics.jobs.inc({ type, status: shownStatus(state) }, jobs);
      }
    } catch {
      metrics.jobs.reset();
      metrics.dependencyErrors.inc({ store: 'postgres' });
    }
  };

  return (): Promise<void> => {
    reading ??= refresh().finally(() => {
      reading = undefined;
    });
    return reading;
  };
};
