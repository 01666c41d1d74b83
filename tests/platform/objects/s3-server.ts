import type { ServerResponse } from 'node:http';
import { type Asked, type Kept, keep, type StorageServer, serveObjects } from './serve';
import { type S3Keys, verifySignature } from './verify-signature';

const send = (response: ServerResponse, status: number, body: string) => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
};

const refuse = (response: ServerResponse, status: number, code: string) =>
  send(response, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

const statuses: Record<string, number> = {
  XAmzContentSHA256Mismatch: 400,
  AuthorizationHeaderMalformed: 400,
};

/** ListObjectsV2: in the order of keys, a page at a time. */
const list = (asked: Asked, response: ServerResponse, kept: Map<string, Kept>, maxPage: number) => {
  const query = asked.url.searchParams;
  if (query.get('list-type') !== '2') return refuse(response, 501, 'NotImplemented');
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const size = Math.min(Number(query.get('max-keys') ?? 1_000), maxPage);
  const found = [...kept.keys()].sort().filter((key) => key.startsWith(prefix) && key > after);
  const page = found.slice(0, size);
  const contents = page.map((key) => {
    const { body, etag, at } = kept.get(key) as Kept;
    return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const truncated = found.length > page.length;
  const token = truncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return send(
    response,
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${size}</MaxKeys><IsTruncated>${truncated}</IsTruncated>${token}${contents.join('')}</ListBucketResult>`,
  );
};

const read = (asked: Asked, response: ServerResponse, found: Kept | undefined) => {
  if (!found) {
    if (asked.method === 'HEAD') return response.writeHead(404).end();
    return refuse(response, 404, 'NoSuchKey');
  }
  response.writeHead(200, {
    'content-type': found.contentType,
    'content-length': found.body.length,
    etag: `"${found.etag}"`,
    'last-modified': found.at.toUTCString(),
  });
  return response.end(asked.method === 'HEAD' ? undefined : found.body);
};

/**
 * A server of the S3 protocol with one bucket, addressed by path: objects and ListObjectsV2, every request signed.
 *
 * @param maxPage keys it puts on one page however many are asked for, as a server may
 */
export const startS3Server = (
  bucket: string,
  keys: S3Keys,
  maxPage = 1_000,
): Promise<StorageServer> =>
  serveObjects((asked, response, kept) => {
    const fault = verifySignature(asked, keys);
    if (fault) return refuse(response, statuses[fault] ?? 403, fault);
    const [named = '', ...rest] = decodeURIComponent(asked.url.pathname).slice(1).split('/');
    const key = rest.join('/');
    if (named !== bucket) return refuse(response, 404, 'NoSuchBucket');
    if (asked.method === 'GET' && key === '') return list(asked, response, kept, maxPage);
    if (asked.method === 'GET' || asked.method === 'HEAD')
      return read(asked, response, kept.get(key));
    if (asked.method === 'PUT') {
      const object = keep(asked.body, asked.headers['content-type'] ?? 'binary/octet-stream');
      kept.set(key, object);
      return response.writeHead(200, { etag: `"${object.etag}"` }).end();
    }
    if (asked.method === 'DELETE') {
      kept.delete(key);
      return response.writeHead(204).end();
    }
    return refuse(response, 405, 'MethodNotAllowed');
  }, refuse);
