import { answerAccepted, jobParams } from '../../../_lib/answer-job';
import { methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/retry', {
  POST: route({
    auth: 'user',
    params: jobParams,
    handler: async ({ platform, who, params }) =>
      answerAccepted(await platform.jobs.retry(who, params.id)),
  }),
});
