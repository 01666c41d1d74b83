import { type IncomingMessage, METHODS } from 'node:http';
import { type ErrorCode, errorCodes } from '#contracts/errors';

const ALLOWED_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** What Node's parser lets through and no route could take; Next would answer TRACE with a 500. */
const refusedMethods = new Set(METHODS.filter((method) => !ALLOWED_METHODS.includes(method)));

/** More header lines than any browser or proxy sends; Node alone would drop those past 2,000 in silence. */
const MAX_HEADERS = 200;

/** Next's own language between its client and its pages. Below /api it means nothing, so it may not change an answer. */
const routerHeaders = [
  'rsc',
  'next-action',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-url',
  'x-middleware-subrequest',
  'x-nextjs-data',
];

/** A request that is answered before Next sees it. */
export interface EarlyRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const refuse = (
  code: ErrorCode,
  detail: string,
  headers: Record<string, string> = {},
): EarlyRefusal => {
  const { status, title } = errorCodes[code];
  return {
    status,
    headers: {
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify({ type: `urn:jobwire:error:${code}`, title, status, code, detail }),
  };
};

const isWellFormed = (path: string): boolean => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};

/**
 * What Next would get wrong of a request, or null: methods no route has, absolute addresses (it
 * redirects to them), addresses that do not decode (it answers 500), masses of headers.
 */
export const refusalOf = ({
  method = '',
  url = '',
  rawHeaders,
}: IncomingMessage): EarlyRefusal | null => {
  if (refusedMethods.has(method)) {
    const allow = ALLOWED_METHODS.join(', ');
    return refuse('method_not_allowed', `Methods in use here: ${allow}.`, { allow });
  }
  if (rawHeaders.length / 2 > MAX_HEADERS) {
    return refuse('headers_too_large', `A request may have ${MAX_HEADERS} headers.`);
  }
  if (!url.startsWith('/') || !isWellFormed(url.split('?', 1)[0] as string)) {
    return refuse('malformed_request', 'The address is not well formed.');
  }
  return null;
};

/**
 * Makes an API request mean the same whatever headers of Next's own it carries, and two Authorization
 * headers visible: Node would keep the first and hide the other.
 */
export const scrub = ({ url = '', headers, rawHeaders }: IncomingMessage): void => {
  if (!url.startsWith('/api/')) return;
  for (const name of routerHeaders) delete headers[name];
  const given = rawHeaders.filter(
    (_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization',
  );
  if (given.length > 1) headers.authorization = given.join(', ');
};
