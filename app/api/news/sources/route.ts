import { readSourceList } from '../../../_lib/source-list';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/news/sources', {
  GET: route({
    auth: 'see-operations',
    handler: async ({ platform }) => json(await readSourceList(platform)),
  }),
});
