import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { type AllowList, mayConnect } from './allow-list';
import { OutgoingError } from './outgoing-error';
import { literalAddress } from './public-address';

const CONNECT_TIMEOUT_MS = 5_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** Longest silence within a body. */
const BODY_TIMEOUT_MS = 10_000;
const MAX_HEADER_BYTES = 32 * 1024;
const MAX_CONNECTIONS_PER_ORIGIN = 8;

const blocked = () => new OutgoingError('blocked_address', 'This address is not a public one.');

/** Looks a name up and lets nothing through when one of its addresses is not to be called. */
const guardedLookup =
  (allow: AllowList, port: number): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const answer = callback as (error: Error | null, address: unknown, family?: number) => void;
      if (error) return answer(error, []);
      const inside = found.some(({ address }) => !mayConnect(allow, hostname, address, port));
      const first = found[0];
      if (inside || !first) return answer(blocked(), []);
      if (options.all) return answer(null, found);
      answer(null, first.address, first.family);
    });
  };

/**
 * Connections that reach public machines only. The check is made on the very address that is connected
 * to: a name that resolves to something else a moment later gains nothing (DNS rebinding).
 */
export const createSafeAgent = (allow: AllowList): Agent => {
  const connect: buildConnector.connector = (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const literal = literalAddress(options.hostname);
    // Node looks up no name for a literal, so that the lookup below would never be asked.
    if (literal && !mayConnect(allow, options.hostname, literal, port)) {
      callback(blocked(), null);
      return;
    }
    buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(allow, port) })(
      options,
      callback,
    );
  };
  return new Agent({
    connect,
    connections: MAX_CONNECTIONS_PER_ORIGIN,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
};
