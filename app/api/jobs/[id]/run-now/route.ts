import { jobParams } from '../../../_lib/answer-job';
import { json, methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/run-now', {
  POST: route({
    auth: 'user',
    params: jobParams,
    handler: async ({ platform, who, params }) =>
      json({ job: await platform.jobs.runNow(who, params.id) }, { status: 202 }),
  }),
});
