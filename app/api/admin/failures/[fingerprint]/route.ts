import { failureParamsSchema, failuresQuerySchema } from '#contracts/admin';
import { json, methods, route } from '../../../_lib/route';

const path = '/api/admin/failures/:fingerprint';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  GET: route({
    auth: 'see-operations',
    params: failureParamsSchema,
    query: failuresQuerySchema,
    handler: async ({ platform, who, params, query }) =>
      json(await platform.operators.failure(who, params.fingerprint, query)),
  }),
});
