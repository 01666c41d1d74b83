import { askRequestSchema } from '#contracts/ask';
import { answerAccepted } from '../_lib/answer-job';
import { followAnswer } from '../_lib/follow-answer';
import { methods, route } from '../_lib/route';

const wantsEvents = (headers: Headers): boolean =>
  (headers.get('accept') ?? '').toLowerCase().includes('text/event-stream');

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/ask', {
  POST: route({
    auth: 'user',
    body: askRequestSchema,
    handler: async ({ platform, who, body, request }) => {
      const idempotencyKey = request.headers.get('idempotency-key');
      const submitted = await platform.jobs.submit(who, {
        type: 'ask',
        input: body,
        options: { priority: 'high' },
        ...(idempotencyKey === null ? {} : { idempotencyKey }),
      });
      if (!wantsEvents(request.headers)) return answerAccepted(submitted);
      return followAnswer(platform, who, submitted.job, { request, after: 0 });
    },
  }),
});
