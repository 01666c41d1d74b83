import { guidelineQuerySchema } from '#contracts/guidelines';
import { loadCurriculum } from '#platform/guidelines/curriculum';
import { listGuidelines } from '#platform/guidelines/read-guidelines';
import { createTopicStore } from '#platform/guidelines/topic-store';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/guidelines', {
  GET: route({
    auth: 'user',
    query: guidelineQuerySchema,
    handler: async ({ platform, query }) =>
      json(await listGuidelines(createTopicStore(platform.pool), loadCurriculum(query.curriculum))),
  }),
});
