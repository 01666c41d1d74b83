import { alertEndpointParamsSchema } from '#contracts/alerts';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/alerts/endpoints/:id/rotate-secret';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'user',
    params: alertEndpointParamsSchema,
    handler: async ({ platform, who, params }) =>
      json(await platform.alerts.rotateSecret(who, params.id)),
  }),
});
