import type { Config } from '#platform/config';
import { isAllowedOrigin } from './same-site';

const REQUEST_HEADERS =
  'authorization, content-type, idempotency-key, if-none-match, traceparent, x-request-id';
const ANSWER_HEADERS =
  'location, etag, retry-after, x-request-id, idempotent-replayed, jobwire-degraded, www-authenticate';
const PREFLIGHT_SECONDS = '600';

/** Lets a page of an allowed origin read the answer; every other origin gets no word of CORS at all. */
export const applyCors = (answer: Headers, request: Headers, config: Config): void => {
  answer.append('vary', 'Origin');
  const origin = request.get('origin');
  if (!isAllowedOrigin(origin, config)) return;
  answer.set('access-control-allow-origin', origin);
  answer.set('access-control-allow-credentials', 'true');
  answer.set('access-control-expose-headers', ANSWER_HEADERS);
};

/** Answer to OPTIONS: what the path takes, and to an allowed origin's preflight what it may send. */
export const answerOptions = (request: Request, allow: string, config: Config): Response => {
  const headers = new Headers({ allow });
  if (isAllowedOrigin(request.headers.get('origin'), config)) {
    headers.set('access-control-allow-methods', allow);
    headers.set('access-control-allow-headers', REQUEST_HEADERS);
    headers.set('access-control-max-age', PREFLIGHT_SECONDS);
  }
  return new Response(null, { status: 204, headers });
};
