import { readCoverage } from '#platform/guidelines/translation/read-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/guidelines/translations',
  {
    GET: route({
      auth: 'user',
      handler: async ({ platform }) =>
        json(await readCoverage(createTranslationStore(platform.pool), loadSourceText())),
    }),
  },
);
