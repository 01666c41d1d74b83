import { z } from 'zod';
import { AppError } from '#platform/app-error';
import { methods, route } from '../_lib/route';

/** Every other path below /api: a problem document rather than a page. */
const unknown = route({
  auth: 'none',
  query: z.record(z.string(), z.string()),
  handler: () => {
    throw new AppError('not_found', 'There is nothing at this address. See /api/openapi.json.');
  },
});

const { GET, HEAD, OPTIONS } = methods('/api/*', { GET: unknown });

export { GET, GET as DELETE, GET as PATCH, GET as POST, GET as PUT, HEAD, OPTIONS };
