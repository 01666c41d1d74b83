import { pushEndpointSchema, pushSubscriptionSchema } from '#contracts/push';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/push/subscriptions', {
  POST: route({
    auth: 'user',
    body: pushSubscriptionSchema,
    handler: async ({ platform, who, body }) => {
      await platform.push.subscribe(who.userId, body);
      return json({ ok: true }, { status: 201 });
    },
  }),
  DELETE: route({
    auth: 'user',
    body: pushEndpointSchema,
    handler: async ({ platform, who, body }) => {
      await platform.push.unsubscribe(who.userId, body.endpoint);
      return json({ ok: true });
    },
  }),
});
