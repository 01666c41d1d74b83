import { json, methods, route } from '../../_lib/route';

/** Whether requests can be served: 503 while a store is away. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/health/ready', {
  GET: route({
    auth: 'none',
    handler: async ({ platform }) => {
      const checks = await platform.health();
      const ready = checks.redis && checks.postgres;
      return json({ status: ready ? 'ok' : 'unavailable', checks }, { status: ready ? 200 : 503 });
    },
  }),
});
