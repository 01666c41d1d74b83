import { languageUseAnswerSchema, languageUseSchema } from '#contracts/language-use';
import { languagesReportSchema } from '#contracts/languages';
import { lessonAnswerSchema, lessonListSchema } from '#contracts/stored-lesson';
import type { Operation } from './operation';

export const languageOperations: readonly Operation[] = [
  {
    id: 'getLanguages',
    method: 'get',
    path: '/api/languages',
    tag: 'languages',
    summary:
      'Which languages are frequent, how much each is used, what is stored of it, and what evaluations changed',
    auth: 'see-operations',
    answers: { 200: { description: 'The languages', schema: languagesReportSchema } },
    refusals: { 403: '`forbidden`: needs the role viewer' },
  },
  {
    id: 'countLanguageUse',
    method: 'post',
    path: '/api/languages/use',
    tag: 'languages',
    summary:
      'Count uses of a language, as what is frequent is decided by; nothing of who reported them is kept',
    auth: 'user',
    body: languageUseSchema,
    answers: { 200: { description: 'Counted', schema: languageUseAnswerSchema } },
    refusals: {
      422: '`invalid_input`: not a BCP 47 tag, or too many uses',
      429: '`rate_limited`: 30 reports a minute',
    },
  },
  {
    id: 'listLanguageLessons',
    method: 'get',
    path: '/api/languages/{lang}/lessons',
    tag: 'languages',
    summary: 'The lessons there are, and which of them are stored in a language',
    auth: 'user',
    answers: { 200: { description: 'The lessons', schema: lessonListSchema } },
    refusals: { 400: '`invalid_id`: no such language' },
  },
  {
    id: 'getLanguageLesson',
    method: 'get',
    path: '/api/languages/{lang}/lessons/{lesson}',
    tag: 'languages',
    summary: 'A lesson in a language, or in English where it is not stored; counted as a use',
    auth: 'user',
    answers: { 200: { description: 'The lesson', schema: lessonAnswerSchema } },
    refusals: { 400: '`invalid_id`', 404: '`not_found`: no such lesson' },
  },
];
