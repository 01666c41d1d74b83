import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** An item as a test wants it in a feed. */
export interface TestItem {
  readonly title: string;
  readonly text: string;
  /** Default an address made from feed and title. */
  readonly link?: string;
}

type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

/** Feeds on loopback, good ones and bad ones. */
export interface FeedServer {
  /** `127.0.0.1:port`, as OUTBOUND_ALLOW takes it. */
  readonly host: string;
  urlOf(path: string): string;
  /** Serves a feed at `/<name>` from now on. */
  serve(name: string, answer: Answerer): void;
  /** Requests so far, by path. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  stop(): Promise<void>;
}

export const rssOf = (items: readonly TestItem[], head = ''): string => {
  const all = items.map(
    ({ title, text, link }) =>
      `<item><title>${title}</title><link>${link ?? `https://news.example/${encodeURIComponent(title)}`}</link><description>${text}</description></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>${head}<rss version="2.0"><channel><title>Feed</title><link>https://news.example/</link><description>d</description>${all.join('')}</channel></rss>`;
};

/** Answers with a body, and with 304 where it is asked for by the tag it was given. */
export const constant =
  (
    body: string | Buffer,
    headers: Record<string, string> = {},
    etag: string | null = '"tag"',
  ): Answerer =>
  (request, response) => {
    if (etag && request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/rss+xml',
      ...(etag ? { etag } : {}),
      ...headers,
    });
    response.end(body);
  };

const bomb = (): Answerer => {
  const body = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  return constant(body, { 'content-encoding': 'gzip' }, null);
};

/** One byte now and then, for ever. */
const drip: Answerer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/rss+xml' });
  const timer = setInterval(() => response.write('<'), 200);
  response.once('close', () => clearInterval(timer));
};

/** What no feed may do to us, by its name. */
export const hostileFeeds = (): Readonly<Record<string, Answerer>> => ({
  bomb: bomb(),
  drip,
  metadata: (_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  },
  nested: constant(rssOf([{ title: 'Deep', text: '<a>'.repeat(300_000) }])),
  'seven-megabytes': constant(rssOf([{ title: 'Long', text: 'word '.repeat(1_500_000) }])),
});

export const startFeedServer = async (): Promise<FeedServer> => {
  const answers = new Map<string, Answerer>();
  const requests: FeedServer['requests'] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1);
    requests.push({ path, headers: request.headers });
    const answer = answers.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    urlOf: (path) => `http://${host}/${path}`,
    serve: (name, answer) => void answers.set(name, answer),
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
