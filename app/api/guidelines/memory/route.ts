import { memoryImportSchema } from '#contracts/guideline-translations';
import { createApprovals } from '#platform/guidelines/translation/approvals';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/guidelines/memory', {
  POST: route({
    auth: 'edit-content',
    body: memoryImportSchema,
    handler: async ({ platform, who, body }) =>
      json(await createApprovals(platform.pool).importAll(body.entries, who.userId)),
  }),
});
