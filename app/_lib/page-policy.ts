import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers, files of the build, and the board of queues, which says for itself what it may. */
const NOT_A_PAGE = /^\/(api|_next|admin\/queues)(\/|$)/;

/** The same origin for WebSockets: `'self'` does not cover it where the port differs. */
const asSocketOrigin = (origin: string): string => origin.replace(/^http/, 'ws');

/** Puts what a page may load and do on its request, where Next looks for the nonce, and on its answer. */
export type PagePolicy = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A Content Security Policy per page (W3C CSP Level 3): scripts of the build and with the page's own nonce,
 * connections to the product alone, and no frame around it. Styles may be inline: a bar's length is one.
 *
 * @param socketUrl address of the socket process; undefined before it is known: no connection but to the web process
 * @param development its reloading runs code from text
 */
export const createPagePolicy =
  (socketUrl: () => string | undefined, development: boolean): PagePolicy =>
  (request, response) => {
    if (NOT_A_PAGE.test(request.url ?? '')) return;
    const url = socketUrl();
    const origin = url === undefined ? '' : new URL(url).origin;
    const nonce = randomBytes(16).toString('base64');
    const policy = [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-eval'" : ''}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      `connect-src 'self' ${origin} ${asSocketOrigin(origin)}`.trimEnd(),
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; ');
    request.headers['content-security-policy'] = policy;
    response.setHeader('content-security-policy', policy);
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('x-content-type-options', 'nosniff');
  };
