import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/counts', {
  GET: route({
    auth: 'user',
    handler: async ({ platform, who }) => json({ counts: await platform.jobs.counts(who) }),
  }),
});
