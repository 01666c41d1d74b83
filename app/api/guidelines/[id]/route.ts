import { z } from 'zod';
import { guidelineQuerySchema } from '#contracts/guidelines';
import { AppError } from '#platform/app-error';
import { loadCurriculum } from '#platform/guidelines/curriculum';
import { readGuideline } from '#platform/guidelines/read-guidelines';
import { createTopicStore } from '#platform/guidelines/topic-store';
import { json, methods, route } from '../../_lib/route';

const params = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,80}$/) });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/guidelines/:id', {
  GET: route({
    auth: 'user',
    params,
    query: guidelineQuerySchema,
    handler: async ({ platform, params: { id }, query }) => {
      const curriculum = loadCurriculum(query.curriculum);
      const topic = curriculum.topics.find((one) => one.id === id);
      if (!topic) throw new AppError('not_found', `${curriculum.title} has no such topic.`);
      return json(await readGuideline(createTopicStore(platform.pool), curriculum, topic));
    },
  }),
});
