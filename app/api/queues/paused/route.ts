import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/queues/paused', {
  GET: route({
    auth: 'user',
    handler: async ({ platform, who }) => json(await platform.operators.pausedQueues(who)),
  }),
});
