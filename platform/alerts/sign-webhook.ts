import { Webhook } from 'standardwebhooks';

/**
 * Headers of a signed message (https://www.standardwebhooks.com): `v1,` and HMAC-SHA256 over `id.timestamp.body` in
 * base64. Several secrets give several signatures, so that a receiver may still know the old one.
 */
export const signWebhook = (
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
});
