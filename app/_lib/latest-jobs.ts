import type { Job } from '#contracts/job';
import { platform } from '../api/_lib/platform';
import type { CurrentUser } from './current-user';

/** Jobs looked through for the newest of each type. */
const MAX_LOOKED_AT = 50;

/** The newest job of each type among the user's latest ones, by type. Nothing where it cannot be read: it is a convenience. */
export const latestJobs = async ({ userId, role }: CurrentUser): Promise<Record<string, Job>> => {
  const { jobs } = await platform();
  const page = await jobs
    .list({ userId, role, via: 'session' }, { limit: MAX_LOOKED_AT })
    .catch(() => null);
  const oldestFirst = page?.jobs.toReversed() ?? [];
  return Object.fromEntries(oldestFirst.map((job) => [job.type, job]));
};
