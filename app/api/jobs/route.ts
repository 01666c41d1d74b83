import { createJobSchema, listQuerySchema } from '#contracts/api';
import { answerAccepted } from '../_lib/answer-job';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs', {
  GET: route({
    auth: 'user',
    query: listQuerySchema,
    handler: async ({ platform, who, query }) => json(await platform.jobs.list(who, query)),
  }),
  POST: route({
    auth: 'user',
    body: createJobSchema,
    handler: async ({ platform, who, body: { type, options, ...input }, request }) => {
      const idempotencyKey = request.headers.get('idempotency-key');
      const submitted = await platform.jobs.submit(who, {
        type,
        input,
        ...(options === undefined ? {} : { options }),
        ...(idempotencyKey === null ? {} : { idempotencyKey }),
        traceparent: request.headers.get('traceparent'),
      });
      return answerAccepted(submitted);
    },
  }),
});
