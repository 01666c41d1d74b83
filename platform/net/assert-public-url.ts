import { type AllowList, mayConnect } from './allow-list';
import { OutgoingError } from './outgoing-error';
import { literalAddress } from './public-address';

type Scheme = 'http:' | 'https:';

const MAX_URL_LENGTH = 2_048;
/** Other ports belong to other protocols; a request to one of those can do harm without an answer. */
const ports = new Set([80, 443, 8080, 8443]);
/** Names that never lead out of a house, whatever a resolver makes of them (RFC 6761, RFC 8375, and clouds' own). */
const localName = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/;

const refuse = (message: string): never => {
  throw new OutgoingError('invalid_address', message);
};

const parse = (text: string): URL => {
  if (text.length > MAX_URL_LENGTH) refuse(`An address may have ${MAX_URL_LENGTH} characters.`);
  // Readers of addresses disagree about backslashes, spaces and control characters.
  if (/[\s\\\p{C}]/u.test(text) || !URL.canParse(text)) refuse('This is not an address.');
  return new URL(text);
};

export const portOf = (url: URL): number =>
  Number(url.port) || (url.protocol === 'https:' ? 443 : 80);

/**
 * Checks all that an address itself tells: scheme, port, credentials, and that its host can be public.
 * What a name resolves to is checked by the agent, for each connection.
 *
 * @param options.schemes default http and https; a host on the allow list may use either
 * @throws OutgoingError invalid_address, blocked_address
 */
export const assertPublicUrl = (
  text: string,
  options: { allow: AllowList; schemes?: readonly Scheme[] },
): URL => {
  const url = parse(text);
  const { allow, schemes = ['http:', 'https:'] } = options;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse('Use an address that begins with https:// or http://.');
  }
  if (url.username || url.password) refuse('An address with a user name in it is not called.');
  const port = portOf(url);
  const literal = literalAddress(url.hostname);
  const allowed = allow.host(url.hostname, port) || (literal && allow.address(literal, port));
  if (allowed) return url;
  if (!schemes.includes(url.protocol as Scheme))
    refuse('Use an address that begins with https://.');
  if (!ports.has(port)) refuse(`Port ${port} is not called; use 443 or 80.`);
  const name = url.hostname.replace(/\.$/, '');
  const inside = literal
    ? !mayConnect(allow, url.hostname, literal, port)
    : localName.test(name) || !name.includes('.');
  if (inside) throw new OutgoingError('blocked_address', 'This address is not a public one.');
  return url;
};
