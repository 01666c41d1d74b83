import { readLanguages } from '#platform/languages/read-languages';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/languages', {
  GET: route({
    auth: 'see-operations',
    handler: async ({ platform }) => json(await readLanguages(platform)),
  }),
});
