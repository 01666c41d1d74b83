import { isJobType, type JobType } from '#contracts/jobs/index';
import { platform } from '../api/_lib/platform';
import type { CurrentUser } from './current-user';
import type { Prefill } from './studio-content';

type Param = string | string[] | undefined;

const one = (param: Param): string | null => (typeof param === 'string' ? param : null);

/**
 * Reads the form that an address asks for, with the input of an earlier job of the same user. An
 * address that makes no sense opens the plain Studio.
 */
export const readPrefill = async (
  user: CurrentUser,
  params: { type: Param; from: Param },
): Promise<Prefill | null> => {
  const asked = one(params.type);
  const type = asked !== null && isJobType(asked) ? asked : null;
  const from = one(params.from);
  if (from === null) return type && { type, from: null, input: null, failed: false };
  const earlier = await readEarlier(user, from);
  if (earlier) return { type: earlier.type, from, input: earlier.input, failed: false };
  return type && { type, from, input: null, failed: true };
};

const readEarlier = async (
  { userId, role }: CurrentUser,
  jobId: string,
): Promise<{ type: JobType; input: unknown } | null> => {
  const who = { userId, role, via: 'session' } as const;
  try {
    const { jobs } = await platform();
    const [job, history] = await Promise.all([jobs.get(who, jobId), jobs.history(who, jobId)]);
    return isJobType(job.type) ? { type: job.type, input: history.input } : null;
  } catch {
    // Unknown, somebody else's, or the store is away: the form opens empty and says so.
    return null;
  }
};
