import { setTimeout as sleep } from 'node:timers/promises';
import { type JobContext, PermanentError, RetryableError } from '../job-context';
import type { JobHandler, WorkerDeps } from '../job-handler';

type Eraser = WorkerDeps['userData']['eraser'];

/** Running jobs are waited for so long without letting others have the slot, in milliseconds. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 200;
const LOOK_AGAIN_MS = 3_000;

/** @throws RetryableError where some have yet to obey: one whose worker died takes as long as a lock */
const stopJobs = async (eraser: Eraser, owner: string, context: JobContext): Promise<void> => {
  const until = performance.now() + PATIENCE_MS;
  while ((await eraser.cancelJobs(owner)) > 0) {
    if (performance.now() > until) {
      throw new RetryableError('jobs_running', 'Waits for running jobs to stop.', {
        retryAfterMs: LOOK_AGAIN_MS,
        free: true,
      });
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: context.signal });
  }
};

const removeJobs = async (eraser: Eraser, owner: string, context: JobContext): Promise<number> => {
  for (let total = 0; ; ) {
    context.signal.throwIfAborted();
    const removed = await eraser.removeJobs(owner);
    if (removed === 0) return total;
    total += removed;
    context.progress(Math.min(60, 10 + total / 100), `${total} jobs`);
  }
};

/** Erases a person. Nothing of it is a step: all may be done again, and steps would be kept. */
export const eraseData: JobHandler<'erase-data'> = async ({ subject }, context, { userData }) => {
  const { eraser } = userData;
  const owner = await eraser.ownerOf(subject);
  if (owner === undefined) {
    throw new PermanentError('nothing_to_erase', 'Nobody has asked for this erasure.');
  }
  if (owner === null) return { counts: {} };
  await eraser.shutOut(owner);
  context.progress(5, 'Stopping jobs');
  await stopJobs(eraser, owner, context);
  const jobs = await removeJobs(eraser, owner, context);
  context.progress(70, 'Removing data');
  const counts = { jobs, ...(await eraser.removeRows(owner, context.signal)) };
  // One that was being accepted while the erasure was noted is here by now.
  await stopJobs(eraser, owner, context);
  await removeJobs(eraser, owner, context);
  await eraser.removeFeed(owner);
  await eraser.finish(subject, counts);
  return { counts };
};
