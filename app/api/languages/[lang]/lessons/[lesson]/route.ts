import { storedLessonParamsSchema } from '#contracts/stored-lesson';
import { AppError } from '#platform/app-error';
import { readLesson } from '#platform/languages/read-content';
import { json, methods, route } from '../../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/languages/:lang/lessons/:lesson',
  {
    GET: route({
      auth: 'user',
      params: storedLessonParamsSchema,
      handler: async ({ platform, params }) => {
        const answer = await readLesson(platform, params.lang, params.lesson);
        if (!answer) throw new AppError('not_found', 'There is no such lesson.');
        return json(answer);
      },
    }),
  },
);
