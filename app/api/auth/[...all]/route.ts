import { AppError } from '#platform/app-error';
import { methods, route } from '../../_lib/route';
import { getSessionAnswer, signInAnswer } from '../../_lib/sign-in';

/**
 * The sign-in library behind our own door: of its many paths only those that the pages use, each with
 * a body of its own schema.
 */
const tail = ({ url }: Request): string => new URL(url).pathname.replace(/^\/api\/auth\//, '');

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/auth/*', {
  GET: route({
    auth: 'none',
    handler: ({ platform, request }) => {
      if (tail(request) === 'get-session') return getSessionAnswer(platform, request);
      throw new AppError('not_found', 'There is nothing at this address.');
    },
  }),
  POST: route({
    auth: 'none',
    handler: ({ platform, request }) => signInAnswer(platform, request, tail(request)),
  }),
});
