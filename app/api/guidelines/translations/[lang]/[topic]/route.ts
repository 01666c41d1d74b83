import { languageOf } from '#contracts/guideline-languages';
import { translatedTopic } from '#platform/guidelines/translation/read-translations';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { json, methods, route } from '../../../../_lib/route';
import { findTopic, topicParams } from '../../../../_lib/translations';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/guidelines/translations/:lang/:topic',
  {
    GET: route({
      auth: 'user',
      params: topicParams,
      handler: async ({ platform, params: { lang, topic } }) => {
        const store = createTranslationStore(platform.pool);
        const found = findTopic(topic);
        const segments = await translatedTopic(store, found.curriculum, found.topic, lang);
        return json({ topic, language: lang, dir: languageOf(lang).dir, segments });
      },
    }),
  },
);
