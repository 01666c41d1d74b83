import { watchRequestSchema } from '#contracts/events';
import { type Job, jobIdSchema } from '#contracts/job';
import { MAX_WATCHED_JOBS } from '#contracts/limits';
import { may } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import type { Held } from '../relay/job-room';
import { within } from '../relay/within';
import type { Answer, HandlerContext, Request } from './handler';
import { parsePayload } from './parse-payload';

const isTooMany = (payload: unknown): boolean =>
  typeof payload === 'object' &&
  payload !== null &&
  'jobIds' in payload &&
  Array.isArray(payload.jobIds) &&
  payload.jobIds.length > MAX_WATCHED_JOBS;

const tooMany = () =>
  new AppError('too_many_jobs', `A socket watches ${MAX_WATCHED_JOBS} jobs at most.`);

const hold = async (
  { relay, limits }: HandlerContext,
  places: readonly { userId: string; jobId: string }[],
): Promise<Held[]> => {
  const held = places.map(({ userId, jobId }) => relay.hold(userId, jobId));
  const ready = Promise.all(held.map(({ room }) => room.ready));
  await within(ready, limits.subscribeTimeoutMs);
  return held;
};

/**
 * Joins the rooms of jobs and answers with their snapshots. A place in the room comes before the
 * snapshot is read, so that no progress falls between the two.
 *
 * An owner's jobs are held under the owner's own id, which no foreign job answers to. Those of whoever
 * sees every job have to be looked up first to know whose they are.
 */
export const watchJobs = async (context: HandlerContext, request: Request): Promise<Answer> => {
  const { connection, session } = request;
  if (isTooMany(request.payload)) throw tooMany();
  const { jobIds } = parsePayload(watchRequestSchema, request.payload);
  const ids = [...new Set(jobIds)].filter((id) => jobIdSchema.safeParse(id).success);
  const fresh = ids.filter((id) => !connection.watched.has(id));
  if (connection.watched.size + fresh.length > MAX_WATCHED_JOBS) throw tooMany();

  const who = session.principal;
  const read = (wanted: readonly string[]): Promise<Job[]> =>
    wanted.length > 0 ? context.platform.jobs.watch(who, wanted) : Promise.resolve([]);
  let held: Held[] = [];
  try {
    const places = may(who.role, 'see-jobs')
      ? (await read(fresh)).map(({ userId, id }) => ({ userId, jobId: id }))
      : fresh.map((jobId) => ({ userId: who.userId, jobId }));
    held = await hold(context, places);
    const jobs = await read(ids);
    if (jobs.length === 0) throw new AppError('not_found', 'None of these jobs exists.');
    // The role may have changed while this was read.
    const mayWatch = (job: Job) =>
      job.userId === who.userId || may(connection.session?.principal.role ?? 'user', 'see-jobs');
    const allowed = jobs.filter(mayWatch);
    const visible = new Set(allowed.map(({ id }) => id));
    const joining = held;
    return {
      body: { jobs: allowed },
      afterwards: () => {
        for (const one of joining) {
          if (visible.has(one.room.jobId)) one.admit(connection);
          else one.drop();
        }
      },
    };
  } catch (error) {
    for (const one of held) one.drop();
    throw error;
  }
};
