import { contentLanguageParamsSchema } from '#contracts/stored-lesson';
import { listLessons } from '#platform/languages/read-content';
import { json, methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/languages/:lang/lessons',
  {
    GET: route({
      auth: 'user',
      params: contentLanguageParamsSchema,
      handler: async ({ platform, params }) => json(await listLessons(platform, params.lang)),
    }),
  },
);
