import { countsQuerySchema } from '#contracts/api';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/counts', {
  GET: route({
    auth: 'user',
    query: countsQuerySchema,
    handler: async ({ platform, who, query }) =>
      json({ counts: await platform.jobs.counts(who, query) }),
  }),
});
