import { createHmac, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Asked, type Kept, keep, type StorageServer, serveObjects } from './serve';

const sendJson = (response: ServerResponse, status: number, value: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
};

/** The real server says 400 to everything but its own failures, and the true status in the body. */
const refuseWith = (response: ServerResponse, statusCode: number, error: string, message: string) =>
  sendJson(response, statusCode === 500 ? 500 : 400, {
    statusCode: String(statusCode),
    error,
    message,
  });

const notFound = (response: ServerResponse) =>
  refuseWith(response, 404, 'not_found', 'Object not found');

/** Files and folders of one folder, by name; a folder has neither id nor metadata. */
const list = (asked: Asked, response: ServerResponse, kept: Map<string, Kept>) => {
  const { prefix, limit, offset } = JSON.parse(asked.body.toString()) as {
    prefix: string;
    limit: number;
    offset: number;
  };
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const names = [...kept.keys()]
    .filter((key) => key.startsWith(folder))
    .map((key) => key.slice(folder.length).split('/'))
    .map(([name = '', ...rest]) => (rest.length > 0 ? `${name}/` : name));
  const entries = [...new Set(names)].sort().map((name) => {
    const found = kept.get(folder + name);
    if (!found) return { name: name.slice(0, -1), id: null, updated_at: null, metadata: null };
    const metadata = {
      eTag: `"${found.etag}"`,
      size: found.body.length,
      mimetype: found.contentType,
      cacheControl: 'max-age=0',
      httpStatusCode: 200,
    };
    return { name, id: randomUUID(), updated_at: found.at.toISOString(), metadata };
  });
  return sendJson(response, 200, entries.slice(offset, offset + limit));
};

const download = (response: ServerResponse, found: Kept) => {
  response.writeHead(200, {
    'content-type': found.contentType,
    'content-length': found.body.length,
    'cache-control': 'max-age=0',
    etag: `"${found.etag}"`,
    'last-modified': found.at.toUTCString(),
  });
  return response.end(found.body);
};

const info = (response: ServerResponse, name: string, found: Kept) =>
  sendJson(response, 200, {
    id: randomUUID(),
    name,
    version: randomUUID(),
    size: found.body.length,
    content_type: found.contentType,
    cache_control: 'max-age=0',
    etag: `"${found.etag}"`,
    metadata: {},
    last_modified: found.at.toISOString(),
    created_at: found.at.toISOString(),
  });

const upload = (asked: Asked, response: ServerResponse, kept: Map<string, Kept>, name: string) => {
  if (kept.has(name) && asked.headers['x-upsert'] !== 'true')
    return refuseWith(response, 409, 'Duplicate', 'The resource already exists');
  kept.set(name, keep(asked.body, asked.headers['content-type'] ?? 'text/plain'));
  return sendJson(response, 200, { Key: name, Id: randomUUID() });
};

const tokenFor = (key: string, path: string) =>
  createHmac('sha256', key).update(path).digest('base64url');

/** The HTTP interface of Supabase Storage with one bucket, as far as objects go, under `/storage/v1`. */
export const startSupabaseServer = (
  bucket: string,
  serviceRoleKey: string,
): Promise<StorageServer> =>
  serveObjects(
    (asked, response, kept) => {
      const path = decodeURIComponent(asked.url.pathname).replace(/^\/storage\/v1\/object\//, '');
      const [, action, named = '', name = ''] =
        /^(?:(info|list|sign)\/)?([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
      const found = kept.get(name);
      const signed = asked.method === 'GET' && action === 'sign';
      if (signed) {
        const right = tokenFor(serviceRoleKey, name) === asked.url.searchParams.get('token');
        if (!right) return refuseWith(response, 400, 'InvalidJWT', 'invalid signature');
      } else if (asked.headers.authorization !== `Bearer ${serviceRoleKey}`) {
        return refuseWith(response, 403, 'Unauthorized', 'invalid signature');
      }
      if (named !== bucket)
        return refuseWith(response, 404, 'Bucket not found', 'Bucket not found');
      const call = `${asked.method} ${action ?? 'object'}`;
      if (call === 'POST list') return list(asked, response, kept);
      if (call === 'POST object' || call === 'PUT object')
        return upload(asked, response, kept, name);
      if (call === 'DELETE object') {
        const { prefixes } = JSON.parse(asked.body.toString()) as { prefixes: string[] };
        const gone = prefixes.filter((one) => kept.delete(one));
        return sendJson(
          response,
          200,
          gone.map((one) => ({ name: one })),
        );
      }
      if (!found) return notFound(response);
      if (call === 'GET object' || signed) return download(response, found);
      if (call === 'GET info') return info(response, name, found);
      if (call === 'POST sign') {
        const token = tokenFor(serviceRoleKey, name);
        return sendJson(response, 200, {
          signedURL: `/object/sign/${named}/${name}?token=${token}`,
        });
      }
      return refuseWith(response, 405, 'MethodNotAllowed', 'Method not allowed');
    },
    (response, status, code) => refuseWith(response, status, code, code),
  );
