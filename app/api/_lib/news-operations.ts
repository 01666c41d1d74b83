import { newsSourceListSchema } from '#contracts/news';
import type { Operation } from './operation';

export const newsOperations: readonly Operation[] = [
  {
    id: 'listNewsSources',
    method: 'get',
    path: '/api/news/sources',
    tag: 'news',
    summary: 'The feeds that are read: when, what they brought today, what went wrong',
    auth: 'see-operations',
    answers: { 200: { description: 'The feeds', schema: newsSourceListSchema } },
    refusals: { 403: '`forbidden`' },
  },
  {
    id: 'getSampleFeed',
    method: 'get',
    path: '/api/sample-feeds/{feed}',
    tag: 'news',
    summary:
      'A bundled feed of invented articles, as RSS, Atom or JSON Feed; each minute brings one',
    auth: 'none',
    headers: [
      { name: 'If-None-Match', schema: { type: 'string' } },
      { name: 'If-Modified-Since', schema: { type: 'string' } },
    ],
    answers: {
      200: {
        description: 'The feed',
        schema: 'application/xml',
        headers: { ETag: { schema: { type: 'string' } } },
      },
      304: { description: 'Nothing new since' },
    },
    refusals: { 400: '`invalid_id`', 404: '`not_found`' },
  },
];
