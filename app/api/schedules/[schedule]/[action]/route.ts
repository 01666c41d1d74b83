import { may } from '#contracts/roles';
import { scheduleActionParamsSchema } from '#contracts/schedules';
import { AppError } from '#platform/app-error';
import { json, methods, route } from '../../../_lib/route';

const path = '/api/schedules/:schedule/:action';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'run-schedules',
    params: scheduleActionParamsSchema,
    handler: async ({ platform, who, params }) => {
      if (params.action === 'reset' && !may(who.role, 'edit-schedules')) {
        throw new AppError('forbidden', 'Setting the time of a schedule needs the role admin.');
      }
      await platform.schedules.act(who, params.schedule, params.action);
      return json({ ok: true });
    },
  }),
});
