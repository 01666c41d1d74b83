import { queueActionBodySchema, queueActionParamsSchema } from '#contracts/admin';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/admin/queues/:type/:action';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'operate',
    params: queueActionParamsSchema,
    body: queueActionBodySchema,
    handler: async ({ platform, who, params, body }) =>
      json({ queue: await platform.operators.actOnQueue(who, params.type, params.action, body) }),
  }),
});
