import { z } from 'zod';
import type { TerminalStatus } from './job-status';
import { MAX_SEEN_IDS } from './limits';

const base64url = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+={0,2}$/, 'Use base64url');

/** Body of POST /api/push/subscriptions: what `PushSubscription.toJSON()` gives, and the reader's language. */
export const pushSubscriptionSchema = z.strictObject({
  /** Address at the browser's push service. */
  endpoint: z.string().max(2_048),
  expirationTime: z.number().nullish(),
  keys: z.strictObject({
    /** A point on P-256, 65 bytes (RFC 8291, 3.1). */
    p256dh: base64url(87, 88),
    /** A secret of 16 bytes. */
    auth: base64url(22, 24),
  }),
  /** Language of the messages; an unknown one counts as English. */
  lang: z.string().max(35).default('en'),
});
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>;

/** Body of DELETE /api/push/subscriptions. */
export const pushEndpointSchema = z.strictObject({ endpoint: z.string().max(2_048) });

/** Answer of GET /api/push/key; null where Web Push is off. */
export const pushKeySchema = z.object({ publicKey: z.string().nullable() });

/** Body of POST /api/jobs/seen, and its answer: of these ids, those that had been shown before. */
export const seenRequestSchema = z.strictObject({
  ids: z.array(z.string().max(160)).max(MAX_SEEN_IDS),
});
export const seenAnswerSchema = z.object({ before: z.array(z.string()) });

/** What a push message says, as `public/sw.js` reads it: how a job ended, and nothing of its input or result. */
export interface PushPayload {
  readonly v: 1;
  readonly jobId: string;
  readonly status: Exclude<TerminalStatus, 'cancelled'>;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** Path of the job's page. */
  readonly url: string;
}
