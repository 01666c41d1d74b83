import {
  approvalAnswerSchema,
  approvalSchema,
  coverageSchema,
  memoryImportAnswerSchema,
  memoryImportSchema,
  segmentListQuerySchema,
  segmentListSchema,
  topicInLanguageSchema,
} from '#contracts/guideline-translations';
import type { Operation } from './operation';

const badAddress = { 400: '`invalid_id`: unknown language, or no id of a topic' };
const adminOnly = { 403: '`forbidden`: needs the role admin' };

export const translationOperations: readonly Operation[] = [
  {
    id: 'getTranslationCoverage',
    method: 'get',
    path: '/api/guidelines/translations',
    tag: 'guidelines',
    summary: 'How much of the guidelines each language has',
    auth: 'user',
    answers: { 200: { description: 'Coverage by language', schema: coverageSchema } },
    refusals: {},
  },
  {
    id: 'listTranslations',
    method: 'get',
    path: '/api/guidelines/translations/{lang}',
    tag: 'guidelines',
    summary: 'Segments of a language with their state; drafts and doubtful texts for admins only',
    auth: 'user',
    query: segmentListQuerySchema,
    answers: { 200: { description: 'One page', schema: segmentListSchema } },
    refusals: { ...badAddress, 422: '`invalid_query`' },
  },
  {
    id: 'getTranslatedGuideline',
    method: 'get',
    path: '/api/guidelines/translations/{lang}/{topic}',
    tag: 'guidelines',
    summary: 'A guideline in a language; what is not translated is English and says so',
    auth: 'user',
    answers: { 200: { description: 'Its segments', schema: topicInLanguageSchema } },
    refusals: { ...badAddress, 404: '`not_found`' },
  },
  {
    id: 'approveTranslation',
    method: 'put',
    path: '/api/guidelines/translations/{lang}/{topic}/{part}',
    tag: 'guidelines',
    summary: 'Write or approve the translation of one segment; readers see it at once',
    auth: 'edit-content',
    body: approvalSchema,
    answers: { 200: { description: 'The segment', schema: approvalAnswerSchema } },
    refusals: {
      ...badAddress,
      ...adminOnly,
      404: '`not_found`',
      409: '`conflict`: the English has changed since',
      422: '`invalid_input`: the checks complain, by `errors`; `despiteProblems` overrules them',
    },
  },
  {
    id: 'importTranslations',
    method: 'post',
    path: '/api/guidelines/memory',
    tag: 'guidelines',
    summary: 'Bring approved translations; the next `translate` uses them before any provider',
    auth: 'edit-content',
    body: memoryImportSchema,
    answers: { 200: { description: 'What was taken', schema: memoryImportAnswerSchema } },
    refusals: { ...adminOnly, 413: '`body_too_large`', 422: '`invalid_input`' },
  },
];
