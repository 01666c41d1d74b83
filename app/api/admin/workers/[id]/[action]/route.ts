import { workerActionParamsSchema } from '#contracts/admin';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/admin/workers/:id/:action';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'operate',
    params: workerActionParamsSchema,
    handler: async ({ platform, who, params }) => {
      await platform.operators.actOnWorker(who, params.id, params.action);
      return json({ ok: true }, { status: 202 });
    },
  }),
});
