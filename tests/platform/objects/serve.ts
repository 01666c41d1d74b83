import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Kept {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly at: Date;
}

/** What a server does instead of answering, until it is told otherwise. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly code: string }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Promises a body and closes the connection in the middle of it. */
  | { readonly kind: 'cut' };

/** A storage server for tests: what it keeps, what it was asked, and how it is made to fail. */
export interface StorageServer {
  readonly url: string;
  readonly kept: Map<string, Kept>;
  /** Method and path of every request. */
  readonly asked: string[];
  /** Settles when the next request has come. */
  nextRequest(): Promise<void>;
  trouble: Trouble | null;
  stop(): Promise<void>;
}

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** As sent, before anything is decoded. */
  readonly target: string;
}

export const keep = (body: Buffer, contentType: string): Kept => ({
  body,
  contentType,
  etag: createHash('md5').update(body).digest('hex'),
  at: new Date(),
});

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/**
 * @param answer speaks the protocol
 * @param refuse says a failure in the protocol's words
 */
export const serveObjects = async (
  answer: (asked: Asked, response: ServerResponse, kept: Map<string, Kept>) => void,
  refuse: (response: ServerResponse, status: number, code: string) => void,
): Promise<StorageServer> => {
  const kept = new Map<string, Kept>();
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url: target = '/', headers } = request;
    asked.push(`${method} ${target}`);
    server.emit('asked');
    // The caller has gone away: nothing is left to answer.
    const body = await bodyOf(request).catch(() => null);
    if (body === null) return;
    const { trouble } = stand;
    if (trouble?.kind === 'hang') return;
    if (trouble?.kind === 'status') return refuse(response, trouble.status, trouble.code);
    if (trouble?.kind === 'cut') {
      response.writeHead(200, { 'content-length': 1_000, etag: '"0"' });
      response.write('half', () => response.destroy());
      return;
    }
    answer({ method, url: new URL(target, 'http://x'), headers, body, target }, response, kept);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stand: StorageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept,
    asked,
    nextRequest: async () => {
      await once(server, 'asked');
    },
    trouble: null,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return stand;
};
