import { scheduleActionParamsSchema } from '#contracts/schedules';
import { json, methods, route } from '../../../_lib/route';

const path = '/api/schedules/:schedule/:action';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'admin',
    params: scheduleActionParamsSchema,
    handler: async ({ platform, who, params }) => {
      await platform.schedules.act(who, params.schedule, params.action);
      return json({ ok: true });
    },
  }),
});
