import {
  lessonPlansDataSchema,
  lessonPlansExportQuerySchema,
  lessonPlansQuerySchema,
  lessonPlansStartSchema,
  lessonPlansStatusSchema,
} from '#contracts/lessons';
import type { Operation } from './operation';

const path = '/api/workflows/{id}/lesson-plans';
const badId = '`invalid_id`: 1 to 100 letters, digits, hyphens and underscores';

export const lessonOperations: readonly Operation[] = [
  {
    id: 'startLessonPlans',
    method: 'post',
    path,
    tag: 'lessons',
    summary:
      'Start a workflow of lesson plans, or go on with it; an id not seen before starts the bundled curriculum',
    auth: 'user',
    answers: {
      202: { description: 'The next module is queued', schema: lessonPlansStartSchema },
      200: {
        description: 'Nothing was queued: a job is under way, or all is complete',
        schema: lessonPlansStartSchema,
      },
    },
    refusals: { 400: badId, 503: '`queue_full`, `dependency_unavailable`' },
  },
  {
    id: 'getLessonPlans',
    method: 'get',
    path,
    tag: 'lessons',
    summary: 'The lessons generated so far; `module` narrows to one',
    auth: 'user',
    query: lessonPlansQuerySchema,
    answers: { 200: { description: 'Modules with lessons', schema: lessonPlansDataSchema } },
    refusals: { 400: badId, 422: '`invalid_query`' },
  },
  {
    id: 'getLessonPlansStatus',
    method: 'get',
    path: `${path}/status`,
    tag: 'lessons',
    summary: 'How a workflow stands; one that nobody has begun is `pending`',
    auth: 'user',
    answers: { 200: { description: 'Status', schema: lessonPlansStatusSchema } },
    refusals: { 400: badId },
  },
  {
    id: 'exportLessonPlans',
    method: 'get',
    path: `${path}/export`,
    tag: 'lessons',
    summary: 'The lessons generated so far as a file: `markdown`, or `docx` for a Word document',
    auth: 'user',
    query: lessonPlansExportQuerySchema,
    answers: { 200: { description: 'The file, as an attachment', schema: 'text/markdown' } },
    refusals: {
      400: badId,
      404: '`not_found`: no module is generated yet',
      422: '`invalid_query`',
    },
  },
];
