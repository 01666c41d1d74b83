import { z } from 'zod';
import {
  alertConfirmSchema,
  alertDeliveryListSchema,
  alertDeliveryQuerySchema,
  alertEndpointAnswerSchema,
  alertEndpointEditSchema,
  alertEndpointListSchema,
  alertEndpointRequestSchema,
  alertEndpointSchema,
  alertTestAnswerSchema,
} from '#contracts/alerts';
import type { Operation } from './operation';

const unknown = { 400: '`invalid_id`', 404: '`not_found`: unknown, or somebody else’s' };
const done = {
  200: { description: 'Done', schema: z.object({ ok: z.literal(true) }) },
};
const one = '/api/alerts/endpoints/{id}';

export const alertOperations: readonly Operation[] = [
  {
    id: 'listAlertEndpoints',
    method: 'get',
    path: '/api/alerts/endpoints',
    tag: 'alerts',
    summary: 'Own endpoints, and for admins the operators’',
    auth: 'user',
    answers: { 200: { description: 'The endpoints', schema: alertEndpointListSchema } },
    refusals: {},
  },
  {
    id: 'createAlertEndpoint',
    method: 'post',
    path: '/api/alerts/endpoints',
    tag: 'alerts',
    summary: 'Add a webhook, a Slack channel or mail to the own sign-in address',
    auth: 'user',
    body: alertEndpointRequestSchema,
    answers: {
      201: {
        description: 'The endpoint; `secret` is shown this once',
        schema: alertEndpointAnswerSchema,
      },
    },
    refusals: {
      403: '`forbidden`: `operators` needs the role admin',
      409: '`conflict`: too many endpoints',
      422: '`invalid_input`, `blocked_address`',
    },
  },
  {
    id: 'editAlertEndpoint',
    method: 'patch',
    path: one,
    tag: 'alerts',
    summary: 'Change an endpoint, or switch it off and on',
    auth: 'user',
    body: alertEndpointEditSchema,
    answers: {
      200: { description: 'The endpoint', schema: z.object({ endpoint: alertEndpointSchema }) },
    },
    refusals: {
      ...unknown,
      409: '`conflict`: it has changed since, or comes from the configuration',
      422: '`invalid_input`, `blocked_address`',
    },
  },
  {
    id: 'removeAlertEndpoint',
    method: 'delete',
    path: one,
    tag: 'alerts',
    summary: 'Remove an endpoint with the list of its deliveries',
    auth: 'user',
    answers: done,
    refusals: { ...unknown, 409: '`conflict`: it comes from the configuration' },
  },
  {
    id: 'testAlertEndpoint',
    method: 'post',
    path: `${one}/test`,
    tag: 'alerts',
    summary: 'Send a message that says that it is a test; the deliveries tell what came of it',
    auth: 'user',
    answers: { 202: { description: 'It is queued', schema: alertTestAnswerSchema } },
    refusals: {
      ...unknown,
      409: '`conflict`: switched off or not confirmed',
      429: '`rate_limited`',
    },
  },
  {
    id: 'rotateAlertSecret',
    method: 'post',
    path: `${one}/rotate-secret`,
    tag: 'alerts',
    summary: 'A new signing secret; the old one signs beside it for a day',
    auth: 'user',
    answers: {
      200: { description: 'The secret, shown this once', schema: alertEndpointAnswerSchema },
    },
    refusals: { ...unknown, 409: '`conflict`: it has no secret, or it is in the configuration' },
  },
  {
    id: 'sendAlertCode',
    method: 'post',
    path: `${one}/code`,
    tag: 'alerts',
    summary: 'Mail a code to an address that is not confirmed',
    auth: 'user',
    answers: done,
    refusals: {
      ...unknown,
      409: '`conflict`: nothing to confirm',
      429: '`rate_limited`',
      503: '`dependency_unavailable`: the mail server',
    },
  },
  {
    id: 'confirmAlertAddress',
    method: 'post',
    path: `${one}/confirm`,
    tag: 'alerts',
    summary: 'Confirm a mail address with the code',
    auth: 'user',
    body: alertConfirmSchema,
    answers: done,
    refusals: {
      ...unknown,
      409: '`conflict`: nothing to confirm',
      422: '`invalid_input`: another code, or too old',
    },
  },
  {
    id: 'listAlertDeliveries',
    method: 'get',
    path: '/api/alerts/deliveries',
    tag: 'alerts',
    summary: 'What was sent lately, and what came of it',
    auth: 'user',
    query: alertDeliveryQuerySchema,
    answers: { 200: { description: 'The latest deliveries', schema: alertDeliveryListSchema } },
    refusals: { 403: '`forbidden`', 404: '`not_found`', 422: '`invalid_query`' },
  },
];
