import { endedJobsQuerySchema } from '#contracts/admin';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/admin/jobs', {
  GET: route({
    auth: 'see-operations',
    query: endedJobsQuerySchema,
    handler: async ({ platform, query }) => json(await platform.operators.endedJobs(query)),
  }),
});
