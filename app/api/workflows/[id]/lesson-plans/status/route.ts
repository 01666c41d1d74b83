import { z } from 'zod';
import { workflowIdSchema } from '#contracts/lessons';
import { readLessonPlansStatus } from '#platform/lessons/lesson-workflows';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/workflows/:id/lesson-plans/status';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  GET: route({
    auth: 'user',
    params: z.object({ id: workflowIdSchema }),
    handler: async ({ platform, who, params: { id } }) =>
      json({ success: true, data: await readLessonPlansStatus(platform, who, id) }),
  }),
});
