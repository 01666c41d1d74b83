import { jobAcceptedSchema } from '#contracts/api';
import { askRequestSchema } from '#contracts/ask';
import type { Operation } from './operation';

const events =
  'Server-sent events: `job`, `sources` (what came before it is void), `text` …, `end` with the result. The id of an event goes into Last-Event-ID';

export const askOperations: readonly Operation[] = [
  {
    id: 'askQuestion',
    method: 'post',
    path: '/api/ask',
    tag: 'news',
    summary:
      'Ask the stored news. With `Accept: text/event-stream` the answer is streamed; going away does not stop the job',
    auth: 'user',
    body: askRequestSchema,
    headers: [
      {
        name: 'Accept',
        schema: { type: 'string', enum: ['application/json', 'text/event-stream'] },
      },
      { name: 'Idempotency-Key', schema: { type: 'string', maxLength: 200 } },
    ],
    answers: {
      200: { description: events, schema: 'text/event-stream' },
      202: { description: 'The question is in the ledger', schema: jobAcceptedSchema },
    },
    refusals: {
      422: '`invalid_input`, `idempotency_mismatch`',
      429: '`rate_limited`, `too_many_connections`',
      503: '`queue_full`, `dependency_unavailable`',
    },
  },
  {
    id: 'followAnswer',
    method: 'get',
    path: '/api/ask/{id}',
    tag: 'news',
    summary: 'The answer to a question, from the beginning or from an event on',
    auth: 'user',
    headers: [{ name: 'Last-Event-ID', schema: { type: 'integer', minimum: 0 } }],
    answers: { 200: { description: events, schema: 'text/event-stream' } },
    refusals: {
      400: '`invalid_id`',
      404: '`not_found`: unknown, somebody else’s, or no question',
      422: '`invalid_query`',
      429: '`too_many_connections`',
    },
  },
];
