import { guidelineListSchema, guidelineQuerySchema, guidelineSchema } from '#contracts/guidelines';
import type { Operation } from './operation';

export const guidelineOperations: readonly Operation[] = [
  {
    id: 'listGuidelines',
    method: 'get',
    path: '/api/guidelines',
    tag: 'guidelines',
    summary: 'The topics of a curriculum, and which of them have been learnt',
    auth: 'user',
    query: guidelineQuerySchema,
    answers: { 200: { description: 'Topics in reading order', schema: guidelineListSchema } },
    refusals: { 422: '`invalid_query`' },
  },
  {
    id: 'getGuideline',
    method: 'get',
    path: '/api/guidelines/{id}',
    tag: 'guidelines',
    summary: 'A topic whole: its text, and the summary, facts and questions learnt from it',
    auth: 'user',
    query: guidelineQuerySchema,
    answers: { 200: { description: 'The topic', schema: guidelineSchema } },
    refusals: {
      400: '`invalid_id`',
      404: '`not_found`: no such topic',
      422: '`invalid_query`',
    },
  },
];
