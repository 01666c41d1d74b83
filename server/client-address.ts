import type { IncomingMessage } from 'node:http';

/**
 * Address a connection is counted under.
 *
 * @param trustProxy believe X-Forwarded-For: its last entry, which is the one our own proxy wrote.
 *   Everything before it is the client's own word.
 */
export const clientAddress = (
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: boolean,
): string => {
  const forwarded = request.headers['x-forwarded-for'];
  const last = trustProxy
    ? String(forwarded ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  const address = last || request.socket.remoteAddress || 'unknown';
  return address.replace(/^::ffff:/i, '').slice(0, 64);
};
