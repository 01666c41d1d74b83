import { jobHeadline } from '#components/job-text';
import type { Job } from '#contracts/job';
import type { JobService } from '#platform/jobs/job-service';
import type { Principal } from '#platform/principal';
import { platform } from '../api/_lib/platform';
import type { CurrentUser } from './current-user';
import type { LatestJob } from './studio-content';

/** Jobs looked through for the newest of each type. */
const MAX_LOOKED_AT = 50;

/** The newest job of each type among the user's latest ones, by type. Nothing where it cannot be read: it is a convenience. */
export const latestJobs = async (user: CurrentUser): Promise<Record<string, LatestJob>> => {
  const who: Principal = { userId: user.userId, role: user.role, via: 'session' };
  const { jobs } = await platform();
  const page = await jobs.list(who, { limit: MAX_LOOKED_AT }).catch(() => null);
  const oldestFirst = page?.jobs.toReversed() ?? [];
  const newest = new Map(oldestFirst.map((job) => [job.type, job]));
  const entries = [...newest].map(async ([type, job]) => [
    type,
    await withHeadline(jobs, who, job),
  ]);
  return Object.fromEntries(await Promise.all(entries));
};

/** Lists leave results out; the line is made here, so that no result travels for it. */
const withHeadline = async (jobs: JobService, who: Principal, job: Job): Promise<LatestJob> => {
  const whole = job.status === 'completed' ? await jobs.get(who, job.id).catch(() => job) : job;
  return { job: { ...job, result: null }, headline: jobHeadline(whole) };
};
