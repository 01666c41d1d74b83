import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '#contracts/errors';
import { clientAddress } from './client-address';
import type { ConnectionLimits } from './connection-limits';
import type { ServerLimits } from './limits';

/** Connections of one address, as a multiple of its limit, from which on not even an answer is spent on it. */
const HARD_LIMIT_FACTOR = 2;

/** What the upgrade showed of a connection, read again when its handshake arrives. */
export interface Arrival {
  readonly address: string;
  /** Refusal that the handshake will be answered with. */
  readonly refusal: ErrorCode | undefined;
}

const refusalOf = (request: IncomingMessage, origins: readonly string[]): ErrorCode | undefined => {
  const { origin } = request.headers;
  // No Origin: not a browser. A browser cannot leave it out, so nothing is lost.
  if (origin !== undefined && !origins.includes(origin)) return 'origin_refused';
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  // Addresses end up in logs and histories; a token that came so is spent.
  return query.has('token') ? 'token_in_query' : undefined;
};

/**
 * Looks at an upgrade. Refusals with a code are left to the handshake: before it there is no way to
 * tell a browser why. CORS does not cover WebSockets, so the Origin is checked here.
 */
export const createAllowRequest = (
  origins: readonly string[],
  trustProxy: boolean,
  counts: ConnectionLimits,
  limits: ServerLimits,
) => {
  const arrivals = new WeakMap<IncomingMessage, Arrival>();
  return {
    arrivals,
    allowRequest: (
      request: IncomingMessage,
      answer: (error: string | null | undefined, success: boolean) => void,
    ): void => {
      const address = clientAddress(request, trustProxy);
      if (counts.addresses.count(address) >= limits.socketsPerAddress * HARD_LIMIT_FACTOR) {
        request.socket.end(
          'HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 5\r\n\r\n',
        );
        answer('too_many_connections', false);
        return;
      }
      arrivals.set(request, { address, refusal: refusalOf(request, origins) });
      answer(null, true);
    },
  };
};
