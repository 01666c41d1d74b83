import type { Job } from '#contracts/job';
import type { Principal } from '#platform/principal';
import { platform } from '../api/_lib/platform';
import type { CurrentUser } from './current-user';

/** Jobs looked through for the newest of each type. */
const MAX_LOOKED_AT = 50;

/**
 * The newest job of each type among the user's latest ones, by type, without results: what they are stands
 * in their last progress. Nothing where it cannot be read: it is a convenience.
 */
export const latestJobs = async (user: CurrentUser): Promise<Record<string, Job>> => {
  const who: Principal = { userId: user.userId, role: user.role, via: 'session' };
  const { jobs } = await platform();
  const page = await jobs.list(who, { limit: MAX_LOOKED_AT }).catch(() => null);
  const oldestFirst = page?.jobs.toReversed() ?? [];
  return Object.fromEntries(oldestFirst.map((job) => [job.type, { ...job, result: null }]));
};
