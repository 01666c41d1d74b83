import { alertDeliveryQuerySchema } from '#contracts/alerts';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/alerts/deliveries', {
  GET: route({
    auth: 'user',
    query: alertDeliveryQuerySchema,
    handler: async ({ platform, who, query }) =>
      json({ deliveries: await platform.alerts.deliveries(who, query) }),
  }),
});
