import { jobAcceptedSchema } from '#contracts/api';
import {
  eraseAnswerSchema,
  eraseRequestSchema,
  exportListSchema,
  exportRequestSchema,
} from '#contracts/user-data';
import type { Operation } from './operation';

export const userDataOperations: readonly Operation[] = [
  {
    id: 'listExports',
    method: 'get',
    path: '/api/me/export',
    tag: 'account',
    summary: 'Bundles of your data that lie ready, and the job that makes one now',
    auth: 'user',
    answers: { 200: { description: 'Bundles', schema: exportListSchema } },
    refusals: {},
  },
  {
    id: 'startExport',
    method: 'post',
    path: '/api/me/export',
    tag: 'account',
    summary: 'Gather everything that is kept of you; where that is under way, the job that does it',
    auth: 'user',
    body: exportRequestSchema,
    answers: { 202: { description: 'The job `export-data`', schema: jobAcceptedSchema } },
    refusals: { 403: '`forbidden`: only an admin may name somebody else' },
  },
  {
    id: 'downloadExport',
    method: 'get',
    path: '/api/me/exports/{id}',
    tag: 'account',
    summary: 'A bundle: JSON lines, gzipped; of the job with this id',
    auth: 'user',
    answers: { 200: { description: 'The file', schema: 'application/gzip' } },
    refusals: { 404: '`not_found`: none of yours, or its seven days are over' },
  },
  {
    id: 'erase',
    method: 'post',
    path: '/api/me/erase',
    tag: 'account',
    summary: 'Erase everything that is kept of you, and end every session; it cannot be undone',
    auth: 'user',
    body: eraseRequestSchema,
    answers: { 202: { description: 'It has begun', schema: eraseAnswerSchema } },
    refusals: {
      403: '`forbidden`: only an admin may name somebody else',
      422: '`invalid_input`: `confirm` is not what was asked for',
    },
  },
];
