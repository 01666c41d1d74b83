import { scheduleParamsSchema } from '#contracts/schedules';
import { json, methods, route } from '../../../_lib/route';

const path = '/api/jobs/trigger/:schedule';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'run-schedules',
    params: scheduleParamsSchema,
    handler: async ({ platform, who, params }) =>
      json(await platform.schedules.trigger(who, params.schedule), { status: 202 }),
  }),
});
