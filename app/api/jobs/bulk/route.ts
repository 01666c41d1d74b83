import { bulkRequestSchema } from '#contracts/api';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/bulk', {
  POST: route({
    auth: 'user',
    body: bulkRequestSchema,
    handler: async ({ platform, who, body, request }) =>
      json(await platform.jobs.bulk(who, body, request.headers.get('idempotency-key'))),
  }),
});
