import { segmentListQuerySchema } from '#contracts/guideline-translations';
import { may } from '#contracts/roles';
import { hideDrafts, listSegments } from '#platform/guidelines/translation/read-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { json, methods, route } from '../../../_lib/route';
import { languageParams } from '../../../_lib/translations';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/guidelines/translations/:lang',
  {
    GET: route({
      auth: 'user',
      params: languageParams,
      query: segmentListQuerySchema,
      handler: async ({ platform, who, params, query }) => {
        const store = createTranslationStore(platform.pool);
        const list = await listSegments(store, loadSourceText(), params.lang, query);
        return json(may(who.role, 'edit-content') ? list : hideDrafts(list));
      },
    }),
  },
);
