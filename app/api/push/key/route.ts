import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/push/key', {
  GET: route({
    auth: 'user',
    handler: async ({ platform }) => json({ publicKey: await platform.push.publicKey() }),
  }),
});
