import { answerJob, jobParams } from '../../../_lib/answer-job';
import { methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/status', {
  GET: route({
    auth: 'user',
    params: jobParams,
    handler: async ({ platform, who, params, request }) =>
      answerJob(await platform.jobs.get(who, params.id), request),
  }),
});
