import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const NEW_BYTES = 32;
/** What the specification allows: https://www.standardwebhooks.com, "Signature scheme". */
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/** Whether `text` is a signing secret as Standard Webhooks have it: `whsec_` and 24 to 64 bytes in base64. */
export const isWebhookSecret = (text: string): boolean => {
  if (!text.startsWith(PREFIX)) return false;
  const encoded = text.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  return (
    bytes.length >= MIN_BYTES &&
    bytes.length <= MAX_BYTES &&
    bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  );
};

export const makeWebhookSecret = (): string =>
  `${PREFIX}${randomBytes(NEW_BYTES).toString('base64')}`;
