import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/admin/workers', {
  GET: route({
    auth: 'see-operations',
    handler: async ({ platform }) => json(await platform.operators.workers()),
  }),
});
