import { z } from 'zod';
import { lessonPlansExportQuerySchema, workflowIdSchema } from '#contracts/lessons';
import { AppError } from '#platform/app-error';
import { toMarkdown } from '#platform/lessons/export/to-markdown';
import { readLessonPlans } from '#platform/lessons/lesson-workflows';
import { methods, route } from '../../../../_lib/route';

const files = {
  markdown: { type: 'text/markdown; charset=utf-8', extension: 'md' },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
} as const;

const path = '/api/workflows/:id/lesson-plans/export';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  GET: route({
    auth: 'user',
    params: z.object({ id: workflowIdSchema }),
    query: lessonPlansExportQuerySchema,
    handler: async ({ platform, who, params: { id }, query: { format } }) => {
      const data = await readLessonPlans(platform, who, id, null);
      if (data.modules.length === 0) {
        throw new AppError('not_found', 'No module of this workflow is generated yet.');
      }
      const { type, extension } = files[format];
      const body = format === 'docx' ? await asDocx(data) : toMarkdown(data);
      return new Response(body, {
        headers: {
          'content-type': type,
          // The id is letters, digits, hyphens and underscores: nothing in it needs quoting.
          'content-disposition': `attachment; filename="${id}-lesson-plans.${extension}"`,
        },
      });
    },
  }),
});

/** The library for it is large, and few ask. */
const asDocx = async (data: Awaited<ReturnType<typeof readLessonPlans>>) => {
  const { toDocx } = await import('#platform/lessons/export/to-docx');
  return new Uint8Array(await toDocx(data));
};
