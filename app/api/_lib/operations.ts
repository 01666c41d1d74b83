import { z } from 'zod';
import {
  afterQuerySchema,
  bulkAnswerSchema,
  bulkRequestSchema,
  chunkPageSchema,
  countsQuerySchema,
  feedAnswerSchema,
  feedQuerySchema,
  healthSchema,
  jobAcceptedSchema,
  jobAnswerSchema,
  jobCountsSchema,
  jobHistorySchema,
  jobListSchema,
  listQuerySchema,
  logPageSchema,
  relatedJobsSchema,
  socketTokenSchema,
} from '#contracts/api';
import { jobUsageSchema } from '#contracts/usage';
import { adminOperations } from './admin-operations';
import { alertOperations } from './alert-operations';
import { askOperations } from './ask-operations';
import { guidelineOperations } from './guideline-operations';
import { languageOperations } from './language-operations';
import { lessonOperations } from './lesson-operations';
import { newsOperations } from './news-operations';
import { notificationOperations } from './notification-operations';
import type { Operation } from './operation';
import { scheduleOperations } from './schedule-operations';
import { translationOperations } from './translation-operations';
import { userDataOperations } from './user-data-operations';

const header = (description: string) => ({ description, schema: { type: 'string' } });
const unknownJob = { 400: '`invalid_id`', 404: '`not_found`: unknown, or somebody else’s' };
const accepted: Operation['answers'][string] = {
  description: 'The job is in the ledger and will run',
  schema: jobAcceptedSchema,
  headers: {
    Location: header('Address of the job'),
    'Idempotent-Replayed': header(
      '`true` where the Idempotency-Key was used with this body before',
    ),
    'Jobwire-Degraded': header('`queue` while the queue is away: the job starts when it is back'),
  },
};
const oneJob: Operation['answers'] = {
  200: { description: 'The job', schema: jobAnswerSchema, headers: { ETag: header('Weak tag') } },
  304: { description: 'Nothing that If-None-Match does not know already' },
};
const ifNoneMatch = { name: 'If-None-Match', schema: { type: 'string' } };
const signedIn = {
  200: { description: 'Signed in; the cookie is set', schema: z.object({ ok: z.literal(true) }) },
};
const account = {
  email: z.email().meta({ examples: ['ada@example.org'] }),
  password: z.string().min(10).max(128),
};

const jobOperations: Operation[] = [
  {
    id: 'createJob',
    method: 'post',
    path: '/api/jobs',
    tag: 'jobs',
    summary: 'Accept a job: it is committed before the answer leaves',
    auth: 'user',
    headers: [
      {
        name: 'Idempotency-Key',
        description: '1 to 200 visible ASCII characters. The same key and body give the same job.',
        schema: { type: 'string', maxLength: 200 },
      },
    ],
    answers: { 202: accepted },
    refusals: {
      400: '`invalid_json`, `unknown_field`, `too_deep`, `too_large`, `idempotency_key_invalid`',
      409: '`idempotency_in_flight`',
      413: '`body_too_large`',
      415: '`unsupported_media_type`',
      422: '`unknown_job_type`, `invalid_input`, `out_of_range`, `idempotency_mismatch`',
      429: '`rate_limited`',
      503: '`queue_full`, `dependency_unavailable`',
    },
  },
  {
    id: 'listJobs',
    method: 'get',
    path: '/api/jobs',
    tag: 'jobs',
    summary:
      'Own jobs, newest first; `status` and `type` take several, separated by commas; `parent` and `retryOf` name a job',
    auth: 'user',
    query: listQuerySchema,
    answers: { 200: { description: 'One page', schema: jobListSchema } },
    refusals: {
      400: '`invalid_cursor`, `invalid_id`',
      404: '`not_found`: `parent` or `retryOf` names no job of the caller',
      422: '`invalid_query`',
    },
  },
  {
    id: 'countJobs',
    method: 'get',
    path: '/api/jobs/counts',
    tag: 'jobs',
    summary: 'Own jobs by status: all, or those that match',
    auth: 'user',
    query: countsQuerySchema,
    answers: { 200: { description: 'Counts', schema: jobCountsSchema } },
    refusals: { 422: '`invalid_query`' },
  },
  {
    id: 'bulkJobs',
    method: 'post',
    path: '/api/jobs/bulk',
    tag: 'jobs',
    summary:
      'Cancel, start or retry the own jobs that match, up to 100 a request, until `nextCursor` is null',
    auth: 'user',
    body: bulkRequestSchema,
    headers: [
      {
        name: 'Idempotency-Key',
        description: 'The same key retries no job a second time.',
        schema: { type: 'string' },
      },
    ],
    answers: { 200: { description: 'What came of this page', schema: bulkAnswerSchema } },
    refusals: { 400: '`invalid_cursor`, `unknown_field`', 422: '`invalid_input`' },
  },
  {
    id: 'getJob',
    method: 'get',
    path: '/api/jobs/{id}',
    tag: 'jobs',
    summary: 'One job with its result',
    auth: 'user',
    headers: [ifNoneMatch],
    answers: oneJob,
    refusals: unknownJob,
  },
  {
    id: 'getJobStatus',
    method: 'get',
    path: '/api/jobs/{id}/status',
    tag: 'jobs',
    summary: 'As the job itself; the address a 202 names for polling',
    auth: 'user',
    headers: [ifNoneMatch],
    answers: oneJob,
    refusals: unknownJob,
  },
  {
    id: 'cancelJob',
    method: 'post',
    path: '/api/jobs/{id}/cancel',
    tag: 'jobs',
    summary: 'Ask a job to stop; asking twice is no error',
    auth: 'user',
    answers: { 202: { description: '`cancelling` or `cancelled`', schema: jobAnswerSchema } },
    refusals: { ...unknownJob, 409: '`already_finished`' },
  },
  {
    id: 'runJobNow',
    method: 'post',
    path: '/api/jobs/{id}/run-now',
    tag: 'jobs',
    summary: 'Start a scheduled job, or one in back-off, at once; asking twice is no error',
    auth: 'user',
    answers: { 202: { description: 'The job, in line', schema: jobAnswerSchema } },
    refusals: { ...unknownJob, 409: '`not_waiting`: it runs, stops or has ended' },
  },
  {
    id: 'retryJob',
    method: 'post',
    path: '/api/jobs/{id}/retry',
    tag: 'jobs',
    summary: 'A new job with the same input and `retryOf`',
    auth: 'user',
    answers: { 202: accepted },
    refusals: { ...unknownJob, 409: '`not_retryable`: neither failed nor cancelled' },
  },
  {
    id: 'getJobLogs',
    method: 'get',
    path: '/api/jobs/{id}/logs',
    tag: 'jobs',
    summary: 'Log lines after an index',
    auth: 'user',
    query: afterQuerySchema,
    answers: { 200: { description: 'Lines', schema: logPageSchema } },
    refusals: unknownJob,
  },
  {
    id: 'getJobChunks',
    method: 'get',
    path: '/api/jobs/{id}/chunks',
    tag: 'jobs',
    summary: 'Streamed output after an index',
    auth: 'user',
    query: afterQuerySchema,
    answers: { 200: { description: 'Chunks', schema: chunkPageSchema } },
    refusals: unknownJob,
  },
  {
    id: 'getRelatedJobs',
    method: 'get',
    path: '/api/jobs/{id}/related',
    tag: 'jobs',
    summary: 'Its parent, its children, the jobs queued by its success, its retries',
    auth: 'user',
    answers: { 200: { description: 'The jobs round it', schema: relatedJobsSchema } },
    refusals: unknownJob,
  },
  {
    id: 'getJobHistory',
    method: 'get',
    path: '/api/jobs/{id}/history',
    tag: 'jobs',
    summary: 'Input, options, every change of state and every step kept',
    auth: 'user',
    answers: { 200: { description: 'History', schema: jobHistorySchema } },
    refusals: unknownJob,
  },
  {
    id: 'getJobUsage',
    method: 'get',
    path: '/api/jobs/{id}/usage',
    tag: 'jobs',
    summary: 'What the job has used of AI: calls, tokens, US dollars where the price is known',
    auth: 'user',
    answers: { 200: { description: 'Usage', schema: jobUsageSchema } },
    refusals: unknownJob,
  },
];

const otherOperations: Operation[] = [
  {
    id: 'readFeed',
    method: 'get',
    path: '/api/feed',
    tag: 'live',
    summary: 'What happened since a cursor: catch-up, polling and long-poll in one',
    auth: 'user',
    query: feedQuerySchema,
    answers: {
      200: { description: 'News, or a resync with a snapshot', schema: feedAnswerSchema },
    },
    refusals: { 422: '`invalid_query`', 429: '`rate_limited`, `too_many_connections`' },
  },
  {
    id: 'createSocketToken',
    method: 'post',
    path: '/api/socket-token',
    tag: 'live',
    summary: 'A token of five minutes for the socket, and the socket’s address',
    auth: 'user',
    answers: { 200: { description: 'Token', schema: socketTokenSchema } },
    refusals: {},
  },
  {
    id: 'signUp',
    method: 'post',
    path: '/api/auth/sign-up/email',
    tag: 'sign-in',
    summary: 'Make an account and sign in',
    auth: 'none',
    body: z.strictObject({ name: z.string().min(1).max(100), ...account }),
    answers: signedIn,
    refusals: { 422: '`email_taken`, `invalid_input`', 429: '`rate_limited`' },
  },
  {
    id: 'signIn',
    method: 'post',
    path: '/api/auth/sign-in/email',
    tag: 'sign-in',
    summary: 'Sign in',
    auth: 'none',
    body: z.strictObject(account),
    answers: signedIn,
    refusals: { 401: '`wrong_credentials`', 429: '`rate_limited`' },
  },
  {
    id: 'signInAsGuest',
    method: 'post',
    path: '/api/auth/sign-in/anonymous',
    tag: 'sign-in',
    summary: 'Sign in as a new guest, where guests are allowed',
    auth: 'none',
    body: z.strictObject({}),
    answers: signedIn,
    refusals: { 404: '`not_found`: guests are not allowed here' },
  },
  {
    id: 'signOut',
    method: 'post',
    path: '/api/auth/sign-out',
    tag: 'sign-in',
    summary: 'End the session; its sockets close within a second',
    auth: 'none',
    body: z.strictObject({}),
    answers: { 200: { description: 'Signed out', schema: z.object({ ok: z.literal(true) }) } },
    refusals: {},
  },
  {
    id: 'getSession',
    method: 'get',
    path: '/api/auth/get-session',
    tag: 'sign-in',
    summary: 'Who the session cookie belongs to',
    auth: 'none',
    answers: {
      200: {
        description: 'The user, or null',
        schema: z
          .object({
            user: z.object({
              id: z.string(),
              name: z.string(),
              email: z.string(),
              role: z.enum(['user', 'admin']),
              isGuest: z.boolean(),
            }),
          })
          .nullable(),
      },
    },
    refusals: {},
  },
  {
    id: 'getOpenApi',
    method: 'get',
    path: '/api/openapi.json',
    tag: 'operations',
    summary: 'This document',
    auth: 'none',
    answers: {
      200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) },
    },
    refusals: {},
  },
  {
    id: 'getLiveness',
    method: 'get',
    path: '/api/health/live',
    tag: 'operations',
    summary: 'The process answers',
    auth: 'none',
    answers: { 200: { description: 'Alive', schema: healthSchema } },
    refusals: {},
  },
  {
    id: 'getReadiness',
    method: 'get',
    path: '/api/health/ready',
    tag: 'operations',
    summary: 'Both stores answer',
    auth: 'none',
    answers: {
      200: { description: 'Ready', schema: healthSchema },
      503: { description: 'A store is away', schema: healthSchema },
    },
    refusals: {},
  },
  {
    id: 'getMetrics',
    method: 'get',
    path: '/api/metrics',
    tag: 'operations',
    summary: 'Prometheus metrics, for admins and the holder of METRICS_TOKEN',
    auth: 'metrics',
    answers: { 200: { description: 'Metrics', schema: 'text/plain' } },
    refusals: { 403: '`forbidden`' },
  },
];

/** Every operation of the API. A test holds this list against the route files. */
export const operations: readonly Operation[] = [
  ...jobOperations,
  ...guidelineOperations,
  ...askOperations,
  ...lessonOperations,
  ...languageOperations,
  ...newsOperations,
  ...notificationOperations,
  ...alertOperations,
  ...translationOperations,
  ...userDataOperations,
  ...scheduleOperations,
  ...adminOperations,
  ...otherOperations,
];
