import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/** Where pages ask for the files of their build. A file whose content changes gets another name. */
const PREFIX = '/_next/static';
const YEAR_SECONDS = 31_536_000;

/** Answers what it has, and leaves all else to `next`. */
export type BuildFiles = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

/**
 * Serves scripts, style sheets and fonts of the build as they were compressed with it: smaller than what could be
 * compressed while somebody waits, and without a processor at work.
 *
 * @param folder of the web server's build
 * @throws Error when the build has no such files
 */
export const createBuildFiles = (folder: string): BuildFiles => {
  const serve = sirv(join(folder, '.next/static'), {
    brotli: true,
    gzip: true,
    etag: true,
    immutable: true,
    maxAge: YEAR_SECONDS,
    extensions: [],
    setHeaders: (response) => response.setHeader('x-content-type-options', 'nosniff'),
  });
  return (request, response, next) => {
    const { url = '', method } = request;
    if (!url.startsWith(`${PREFIX}/`) || (method !== 'GET' && method !== 'HEAD')) return next();
    // The whole file is an answer to each wish for a part of it (RFC 9110, 14.2), also to one that makes no sense.
    delete request.headers.range;
    // A file that is gone meanwhile breaks off this answer; without a listener it would end the process.
    response.once('pipe', (file) => file.once('error', () => response.destroy()));
    request.url = url.slice(PREFIX.length);
    serve(request, response, () => {
      request.url = url;
      next();
    });
  };
};
