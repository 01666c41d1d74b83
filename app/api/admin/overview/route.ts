import { overviewQuerySchema } from '#contracts/admin';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/admin/overview', {
  GET: route({
    auth: 'see-operations',
    query: overviewQuerySchema,
    handler: async ({ platform, query }) => json(await platform.operators.overview(query)),
  }),
});
