import { alertEndpointRequestSchema } from '#contracts/alerts';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/alerts/endpoints', {
  GET: route({
    auth: 'user',
    handler: async ({ platform, who }) => json(await platform.alerts.list(who)),
  }),
  POST: route({
    auth: 'user',
    body: alertEndpointRequestSchema,
    handler: async ({ platform, who, body }) =>
      json(await platform.alerts.create(who, body), { status: 201 }),
  }),
});
