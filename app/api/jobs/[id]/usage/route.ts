import { readJobUsage } from '#platform/ai/read-job-usage';
import { jobParams } from '../../../_lib/answer-job';
import { json, methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/jobs/:id/usage', {
  GET: route({
    auth: 'user',
    params: jobParams,
    handler: async ({ platform, who, params }) => {
      // Says `not_found` to whoever may not see the job.
      const { id } = await platform.jobs.get(who, params.id);
      return json(await readJobUsage(platform.pool, id));
    },
  }),
});
