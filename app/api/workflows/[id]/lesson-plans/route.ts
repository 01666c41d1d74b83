import { z } from 'zod';
import { lessonPlansQuerySchema, workflowIdSchema } from '#contracts/lessons';
import { readLessonPlans, startLessonPlans } from '#platform/lessons/lesson-workflows';
import { json, methods, route } from '../../../_lib/route';

const params = z.object({ id: workflowIdSchema });

const path = '/api/workflows/:id/lesson-plans';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  GET: route({
    auth: 'user',
    params,
    query: lessonPlansQuerySchema,
    handler: async ({ platform, who, params: { id }, query }) =>
      json({
        success: true,
        data: await readLessonPlans(platform, who, id, query.module ?? null),
      }),
  }),
  POST: route({
    auth: 'user',
    params,
    handler: async ({ platform, who, params: { id } }) => {
      const answer = await startLessonPlans(platform, who, id);
      return json(answer, { status: answer.data.jobsQueued > 0 ? 202 : 200 });
    },
  }),
});
