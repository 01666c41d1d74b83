import { afterQuerySchema } from '#contracts/api';
import { jobParams } from '../../../_lib/answer-job';
import { json, methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/chunks', {
  GET: route({
    auth: 'user',
    params: jobParams,
    query: afterQuerySchema,
    handler: async ({ platform, who, params, query }) =>
      json(await platform.jobs.chunks(who, params.id, query.after)),
  }),
});
