import { z } from 'zod';
import {
  jobStatusQuerySchema,
  jobStatusSchema,
  scheduleEditSchema,
  scheduleHistorySchema,
  scheduleListQuerySchema,
  scheduleListSchema,
  schedulesStatusSchema,
  triggerAnswerSchema,
} from '#contracts/schedules';
import type { Operation } from './operation';

const viewersOnly = { 403: '`forbidden`: needs the role viewer' };
const operatorsOnly = { 403: '`forbidden`: needs the role operator' };
const adminOnly = { 403: '`forbidden`: needs the role admin' };
const unknown = { 400: '`invalid_id`', 404: '`not_found`' };
const done: Operation['answers'] = {
  200: {
    description: 'Done, and noted with who did it',
    schema: z.object({ ok: z.literal(true) }),
  },
};

export const scheduleOperations: readonly Operation[] = [
  {
    id: 'getSchedulesStatus',
    method: 'get',
    path: '/api/jobs/status',
    tag: 'schedules',
    summary: 'Every schedule with its next and last run',
    auth: 'user',
    answers: { 200: { description: 'The schedules', schema: schedulesStatusSchema } },
    refusals: {},
  },
  {
    id: 'triggerSchedule',
    method: 'post',
    path: '/api/jobs/trigger/{schedule}',
    tag: 'schedules',
    summary: 'Run a schedule now; one that is still going is not started twice',
    auth: 'run-schedules',
    answers: { 202: { description: 'What became of it', schema: triggerAnswerSchema } },
    refusals: { ...unknown, ...operatorsOnly },
  },
  {
    id: 'getScheduleHealth',
    method: 'get',
    path: '/api/job-status',
    tag: 'schedules',
    summary: 'Health and runs of one schedule; without a name, of the first',
    auth: 'user',
    query: jobStatusQuerySchema,
    answers: { 200: { description: 'Health, statistics, runs', schema: jobStatusSchema } },
    refusals: { 404: '`not_found`', 422: '`invalid_query`' },
  },
  {
    id: 'listSchedules',
    method: 'get',
    path: '/api/schedules',
    tag: 'schedules',
    summary: 'The schedules as those who see operations see them',
    auth: 'see-operations',
    query: scheduleListQuerySchema,
    answers: { 200: { description: 'The schedules', schema: scheduleListSchema } },
    refusals: { ...viewersOnly, 422: '`invalid_query`' },
  },
  {
    id: 'getScheduleHistory',
    method: 'get',
    path: '/api/schedules/{schedule}',
    tag: 'schedules',
    summary: 'The latest slots of a schedule, and who changed what',
    auth: 'see-operations',
    answers: { 200: { description: 'Slots and changes', schema: scheduleHistorySchema } },
    refusals: { ...unknown, ...viewersOnly },
  },
  {
    id: 'editSchedule',
    method: 'put',
    path: '/api/schedules/{schedule}',
    tag: 'schedules',
    summary: 'Set expression and zone; they win over what is declared until they are reset',
    auth: 'edit-schedules',
    body: scheduleEditSchema,
    answers: done,
    refusals: {
      ...unknown,
      ...adminOnly,
      409: '`conflict`: somebody else changed it first',
      422: '`invalid_input`: `errors` names `cron` or `timezone`',
    },
  },
  {
    id: 'actOnSchedule',
    method: 'post',
    path: '/api/schedules/{schedule}/{action}',
    tag: 'schedules',
    summary: 'One of `pause`, `resume`, `skip-next`; admins also `reset`',
    auth: 'run-schedules',
    answers: done,
    refusals: { ...unknown, ...operatorsOnly, 409: '`conflict`: nothing to skip while paused' },
  },
];
