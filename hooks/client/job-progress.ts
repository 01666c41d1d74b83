import { isTerminal } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import { cleanProgress, further, isProgressEvent } from './job-row';
import type { JobStore } from './job-store';
import { createTimeLeft, type TimeLeft } from './time-left';

/** Jobs whose last report is kept; beyond it those that have ended are forgotten. */
const MAX_REPORTED = 300;

/**
 * Puts progress into the rows. It is volatile: what is late, of an earlier attempt, or of a job that has
 * ended is dropped, and within an attempt the bar never goes back.
 */
export const createJobProgress = (store: JobStore): ((event: unknown) => void) => {
  const reports = new Map<string, { at: number; timeLeft: TimeLeft }>();

  const forgetEnded = () => {
    for (const id of reports.keys()) {
      if (isTerminal(store.latest(id)?.status ?? 'cancelled')) reports.delete(id);
    }
  };

  return (event) => {
    if (!isProgressEvent(event)) return;
    const { jobId, attempt, at } = event;
    const row = store.latest(jobId);
    if (!row || isTerminal(row.status) || attempt < row.attempt) return;
    const again = attempt === row.attempt;
    const last = reports.get(jobId) ?? { at: 0, timeLeft: createTimeLeft() };
    // By the worker's clock: one attempt has one worker.
    if (again && at < last.at) return;
    last.at = at;
    reports.set(jobId, last);
    if (reports.size > MAX_REPORTED) forgetEnded();

    const next = cleanProgress(event);
    const progress = again ? further(row.progress, next) : next;
    const { percent } = progress;
    const startedAt = row.startedAt ? Date.parse(row.startedAt) : null;
    const etaMs = last.timeLeft({ attempt, percent, at, startedAt });
    store.put({ ...row, attempt, progress, etaMs, stale: false } as ClientJob, true);
  };
};
