import { jobParams } from '../../../_lib/answer-job';
import { json, methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/related', {
  GET: route({
    auth: 'user',
    params: jobParams,
    handler: async ({ platform, who, params }) => json(await platform.jobs.related(who, params.id)),
  }),
});
