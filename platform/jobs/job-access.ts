import type { Job } from '#contracts/job';
import { may, type Right } from '#contracts/roles';
import { AppError } from '../app-error';
import type { Principal } from '../principal';

/** Whether somebody has a right where a job is concerned; on their own jobs people have all of them. */
export const mayWithJob = (
  who: Principal,
  owner: string,
  right: Extract<Right, 'see-jobs' | 'see-payloads' | 'act-on-jobs'>,
): boolean => owner === who.userId || may(who.role, right);

/** @throws AppError forbidden, for whoever sees the job and may not have this of it */
export const assertWithJob = (
  who: Principal,
  owner: string,
  right: Extract<Right, 'see-payloads' | 'act-on-jobs'>,
): void => {
  if (mayWithJob(who, owner, right)) return;
  const what = right === 'see-payloads' ? 'Reading what is in' : 'Acting on';
  throw new AppError('forbidden', `${what} other people’s jobs needs the role operator.`);
};

/** A job as somebody may see it: what came of it is left out where payloads are not for them. */
export const jobFor = (who: Principal, job: Job): Job =>
  job.result === null || mayWithJob(who, job.userId, 'see-payloads')
    ? job
    : { ...job, result: null, resultOmitted: true };
