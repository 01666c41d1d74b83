import { may } from '#contracts/roles';
import { AppError } from '../app-error';
import type { Principal } from '../principal';
import type { Engine } from '../queue/create-engine';
import type { JobReads } from '../store/job-reads';
import type { JobRow } from '../store/job-row';
import type { Ledger } from '../store/ledger';
import { deliveryOf, type HandOver } from './hand-over';

interface RunNowParts {
  readonly ledger: Ledger;
  readonly reads: JobReads;
  readonly engine: Engine;
  readonly handOver: HandOver;
}

/**
 * Ends the wait of a job that is scheduled or in back-off. The ledger is told first and remembers what
 * the engine has yet to hear: without Redis, or after a crash in between, the keeper makes up for it.
 *
 * @param row the job as the caller was shown to own it
 * @throws AppError not_waiting where it runs, stops or has ended; one that stands in line stays there
 */
export const runNow = async (
  { ledger, reads, engine, handOver }: RunNowParts,
  who: Principal,
  row: JobRow,
): Promise<JobRow> => {
  const started = await ledger.runNow(row.id, who.userId, may(who.role, 'act-on-jobs'));
  if (!started) {
    const now = (await reads.find(row.id)) ?? row;
    if (now.state === 'pending') return now;
    throw new AppError(
      'not_waiting',
      `The job is ${now.state}. Only one that waits for its time or its next attempt can be started now.`,
    );
  }
  void handOver.announce(started);
  if (engine.available) {
    const done = await engine.hasten([deliveryOf(started)]);
    if (done.length > 0) await ledger.forgetHastened(done);
  }
  return started;
};
