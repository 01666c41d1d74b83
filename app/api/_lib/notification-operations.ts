import { z } from 'zod';
import {
  pushEndpointSchema,
  pushKeySchema,
  pushSubscriptionSchema,
  seenAnswerSchema,
  seenRequestSchema,
} from '#contracts/push';
import type { Operation } from './operation';

export const notificationOperations: readonly Operation[] = [
  {
    id: 'markSeen',
    method: 'post',
    path: '/api/jobs/seen',
    tag: 'live',
    summary: 'Note that endings were shown; tells which of them had been, on whatever device',
    auth: 'user',
    body: seenRequestSchema,
    answers: { 200: { description: 'Ids that had been shown before', schema: seenAnswerSchema } },
    refusals: { 422: '`invalid_input`' },
  },
  {
    id: 'getPushKey',
    method: 'get',
    path: '/api/push/key',
    tag: 'live',
    summary: 'The key a browser subscribes to Web Push with; null where it is off',
    auth: 'user',
    answers: { 200: { description: 'Key', schema: pushKeySchema } },
    refusals: {},
  },
  {
    id: 'subscribeToPush',
    method: 'post',
    path: '/api/push/subscriptions',
    tag: 'live',
    summary: 'Tell this browser of endings while no page is open',
    auth: 'user',
    body: pushSubscriptionSchema,
    answers: { 201: { description: 'Kept', schema: z.object({ ok: z.literal(true) }) } },
    refusals: {
      404: '`not_found`: Web Push is off',
      409: '`conflict`: somebody else’s endpoint',
      422: '`blocked_address`, `invalid_input`',
    },
  },
  {
    id: 'unsubscribeFromPush',
    method: 'delete',
    path: '/api/push/subscriptions',
    tag: 'live',
    summary: 'Forget a subscription; one that is not known is no error',
    auth: 'user',
    body: pushEndpointSchema,
    answers: { 200: { description: 'Forgotten', schema: z.object({ ok: z.literal(true) }) } },
    refusals: {},
  },
];
