import { createHash } from 'node:crypto';
import webPush from 'web-push';
import { messagesFor } from '#contracts/messages/index';
import { isLocale, locales } from '#contracts/messages/locales';
import type { PushPayload } from '#contracts/push';
import { typeTitle } from '../jobs/type-title';
import type { DuePush } from './push-outbox';
import type { VapidKeys } from './vapid-keys';

/** A message nobody could be given for this long is old news, in seconds. */
const TTL_SECONDS = 24 * 3600;
/** Longest Topic a push service must take (RFC 8030, 5.4). */
const TOPIC_LENGTH = 32;

/** What the browser is told: which job, of which type, and how it ended; neither input nor result. */
export const payloadOf = ({ jobId, type, status, lang }: DuePush): PushPayload => {
  const locale = isLocale(lang) ? lang : 'en';
  return {
    v: 1,
    jobId,
    status,
    title: typeTitle(type, locale),
    text: messagesFor(locale).notifications.ended[status],
    lang: locale,
    dir: locales[locale].dir,
    url: `/jobs/${encodeURIComponent(jobId)}`,
  };
};

/** A message, encrypted for its browser (RFC 8291) and signed for its push service (RFC 8292). */
export interface PushRequest {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export const encryptPush = (due: DuePush, keys: VapidKeys, contact: string): PushRequest => {
  const subscription = { endpoint: due.endpoint, keys: { p256dh: due.p256dh, auth: due.auth } };
  const topic = createHash('sha256').update(due.jobId).digest('base64url').slice(0, TOPIC_LENGTH);
  const { headers, body } = webPush.generateRequestDetails(
    subscription,
    JSON.stringify(payloadOf(due)),
    {
      vapidDetails: { subject: contact, ...keys },
      TTL: TTL_SECONDS,
      urgency: 'normal',
      // A push service that still holds the message for an offline browser replaces it by this one.
      topic,
    },
  );
  const sent = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return {
    headers: Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: body as Buffer,
  };
};
