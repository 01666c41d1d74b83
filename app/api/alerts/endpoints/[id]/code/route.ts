import { alertEndpointParamsSchema } from '#contracts/alerts';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/alerts/endpoints/:id/code';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'user',
    params: alertEndpointParamsSchema,
    handler: async ({ platform, who, params }) => {
      await platform.alerts.sendCode(who, params.id);
      return json({ ok: true });
    },
  }),
});
