import { AppError } from '#platform/app-error';
import { jobParams } from '../../_lib/answer-job';
import { followAnswer, lastEventId } from '../../_lib/follow-answer';
import { methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/ask/:id', {
  GET: route({
    auth: 'user',
    params: jobParams,
    timed: false,
    handler: async ({ platform, who, params, request }) => {
      const after = lastEventId(request.headers);
      const job = await platform.jobs.get(who, params.id);
      if (job.type !== 'ask') throw new AppError('not_found', 'There is no such question.');
      return followAnswer(platform, who, job, { request, after });
    },
  }),
});
