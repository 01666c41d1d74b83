import { alertEndpointEditSchema, alertEndpointParamsSchema } from '#contracts/alerts';
import { json, methods, route } from '../../../_lib/route';

const path = '/api/alerts/endpoints/:id';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  PATCH: route({
    auth: 'user',
    params: alertEndpointParamsSchema,
    body: alertEndpointEditSchema,
    handler: async ({ platform, who, params, body }) =>
      json({ endpoint: await platform.alerts.edit(who, params.id, body) }),
  }),
  DELETE: route({
    auth: 'user',
    params: alertEndpointParamsSchema,
    handler: async ({ platform, who, params }) => {
      await platform.alerts.remove(who, params.id);
      return json({ ok: true });
    },
  }),
});
