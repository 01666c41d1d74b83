import { seenRequestSchema } from '#contracts/push';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/seen', {
  POST: route({
    auth: 'user',
    body: seenRequestSchema,
    handler: async ({ platform, who, body }) =>
      json({ before: await platform.seen.mark(who.userId, body.ids) }),
  }),
});
