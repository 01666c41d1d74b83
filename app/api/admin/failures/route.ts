import { failuresQuerySchema } from '#contracts/admin';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/admin/failures', {
  GET: route({
    auth: 'see-operations',
    query: failuresQuerySchema,
    handler: async ({ platform, query }) => json(await platform.operators.failures(query)),
  }),
});
