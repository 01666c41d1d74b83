import { jobStatusQuerySchema } from '#contracts/schedules';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/job-status', {
  GET: route({
    auth: 'user',
    query: jobStatusQuerySchema,
    handler: async ({ platform, query }) => json(await platform.schedules.report(query.schedule)),
  }),
});
