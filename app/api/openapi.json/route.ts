import { openApiDocument } from '../_lib/openapi';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/openapi.json', {
  GET: route({ auth: 'none', handler: () => json(openApiDocument()) }),
});
