import { jobParams } from '../../../_lib/answer-job';
import { json, methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/history', {
  GET: route({
    auth: 'user',
    params: jobParams,
    handler: async ({ platform, who, params }) => json(await platform.jobs.history(who, params.id)),
  }),
});
