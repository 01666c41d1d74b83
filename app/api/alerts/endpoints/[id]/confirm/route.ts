import { alertConfirmSchema, alertEndpointParamsSchema } from '#contracts/alerts';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/alerts/endpoints/:id/confirm';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'user',
    params: alertEndpointParamsSchema,
    body: alertConfirmSchema,
    handler: async ({ platform, who, params, body }) => {
      await platform.alerts.confirm(who, params.id, body.code);
      return json({ ok: true });
    },
  }),
});
