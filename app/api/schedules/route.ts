import { scheduleListQuerySchema } from '#contracts/schedules';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/schedules', {
  GET: route({
    auth: 'see-operations',
    query: scheduleListQuerySchema,
    handler: async ({ platform, query }) => json(await platform.schedules.list(query.locale)),
  }),
});
