import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/status', {
  GET: route({
    auth: 'user',
    handler: async ({ platform }) => json(await platform.schedules.status()),
  }),
});
