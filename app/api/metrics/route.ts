import { methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/metrics', {
  GET: route({
    auth: 'metrics',
    limited: false,
    handler: async ({ platform: { metrics, countJobs, readGauges } }) => {
      await Promise.all([countJobs(), readGauges()]);
      return new Response(await metrics.registry.metrics(), {
        headers: { 'content-type': metrics.registry.contentType },
      });
    },
  }),
});
