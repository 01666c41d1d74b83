import { auditQuerySchema } from '#contracts/admin';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/admin/audit', {
  GET: route({
    auth: 'see-operations',
    query: auditQuerySchema,
    handler: async ({ platform, query }) => json(await platform.operators.audit(query)),
  }),
});
