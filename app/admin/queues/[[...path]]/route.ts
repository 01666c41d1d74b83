import { z } from 'zod';
import { may } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import { methods, route } from '../../../api/_lib/route';
import { queueBoard } from '../queue-board';

/** The board's page names a font of another host; nobody there has to know who looks at queues. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Reading alone is let in: whatever changes a queue is another method, and answers 405. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/admin/queues', {
  GET: route({
    auth: 'user',
    // One look takes a dozen files, and the page asks again every few seconds.
    limited: false,
    query: z.record(z.string(), z.string()),
    handler: async ({ platform: { engine }, who, request }) => {
      if (!may(who.role, 'see-engine')) throw new AppError('not_found', 'There is no such page.');
      if (!engine.available) {
        throw new AppError('dependency_unavailable', 'The queues do not answer. Try again soon.');
      }
      const answer = await queueBoard(engine).fetch(request);
      const headers = new Headers(answer.headers);
      headers.set('content-security-policy', CONTENT_SECURITY_POLICY);
      return new Response(answer.body, { status: answer.status, headers });
    },
  }),
});
