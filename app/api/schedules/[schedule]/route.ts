import { scheduleEditSchema, scheduleParamsSchema } from '#contracts/schedules';
import { json, methods, route } from '../../_lib/route';

const path = '/api/schedules/:schedule';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  GET: route({
    auth: 'see-operations',
    params: scheduleParamsSchema,
    handler: async ({ platform, params }) =>
      json(await platform.schedules.history(params.schedule)),
  }),
  PUT: route({
    auth: 'edit-schedules',
    params: scheduleParamsSchema,
    body: scheduleEditSchema,
    handler: async ({ platform, who, params, body }) => {
      await platform.schedules.edit(who, params.schedule, body);
      return json({ ok: true });
    },
  }),
});
