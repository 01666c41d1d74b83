import { may } from '#contracts/roles';
import { exportRequestSchema } from '#contracts/user-data';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Principal } from '#platform/principal';
import { answerAccepted } from '../../_lib/answer-job';
import { json, methods, route } from '../../_lib/route';

const type = 'export-data';

/** Whose data: the caller's own, or those an admin names. */
const subjectOf = (who: Principal, userId: string | undefined): Principal => {
  if (userId === undefined || userId === who.userId) return who;
  if (may(who.role, 'answer-for-people')) return { ...who, userId };
  throw new AppError('forbidden', 'Only an admin may export somebody else’s data.');
};

const running = async ({ jobs }: Platform, owner: Principal) => {
  const status = ['scheduled', 'pending', 'running', 'retrying'] as const;
  const found = await jobs.list(owner, { type: [type], status: [...status], limit: 1 });
  return found.jobs[0] ?? null;
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/me/export', {
  GET: route({
    auth: 'user',
    handler: async ({ platform, who }) => {
      const [job, exports] = await Promise.all([
        running(platform, who),
        platform.userData.exporter.list(who.userId),
      ]);
      return json({ runningJobId: job?.id ?? null, exports });
    },
  }),
  POST: route({
    auth: 'user',
    body: exportRequestSchema,
    handler: async ({ platform, who, body }) => {
      const owner = subjectOf(who, body.userId);
      const job = await running(platform, owner);
      if (job) return answerAccepted({ job, replayed: true, degraded: false });
      return answerAccepted(await platform.jobs.submit(owner, { type, input: {} }));
    },
  }),
});
