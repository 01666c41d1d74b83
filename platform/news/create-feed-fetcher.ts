import { createHash } from 'node:crypto';
import type { Config } from '../config';
import { createOutgoing, type OutgoingAnswer } from '../net/create-outgoing';
import { OutgoingError } from '../net/outgoing-error';
import { decodeFeed } from './decode-feed';
import { type FeedSource, SAMPLE_FEEDS_PATH } from './news-sources';
import { FeedError, type ParsedFeed, parseFeed } from './parse-feed';

/** What is known of a feed from before. */
export interface FeedMark {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentHash: string | null;
}

/** What came of asking a feed. */
export type FetchedFeed = {
  /** Of the body, unpacked. */
  readonly bytes: number;
  readonly ms: number;
} & (
  | { readonly state: 'unchanged' }
  | { readonly state: 'read'; readonly feed: ParsedFeed; readonly mark: FeedMark }
  | {
      readonly state: 'failed';
      /** For people; never anything that the other side sent. */
      readonly reason: string;
      /** Asked for by the other side, in milliseconds. */
      readonly retryAfterMs: number | null;
    }
);

export interface FeedFetcher {
  /** Never throws for what a feed did, but the signal's reason once it aborts. */
  fetch(source: FeedSource, mark: FeedMark, signal: AbortSignal): Promise<FetchedFeed>;
  close(): Promise<void>;
}

const MAX_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
/** Longest pause that a feed's Retry-After is given. */
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
/** Longest mark that is kept and sent back, in characters. */
const MAX_MARK = 1_000;
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.8, text/xml;q=0.8, */*;q=0.1';

const headersOf = (mark: FeedMark): Record<string, string> => ({
  accept: ACCEPT,
  ...(mark.etag ? { 'if-none-match': mark.etag } : {}),
  ...(mark.lastModified ? { 'if-modified-since': mark.lastModified } : {}),
});

/** A header that may be sent back as it is. */
const markOf = (headers: Headers, name: string): string | null => {
  const value = headers.get(name);
  return value && value.length <= MAX_MARK && /^[\x20-\x7e]+$/.test(value) ? value : null;
};

const retryAfterOf = (headers: Headers): number | null => {
  const text = headers.get('retry-after')?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return ms > 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : null;
};

/** Runs what takes the process's time, and turns what a feed may do wrong into words. */
const read = (
  answer: OutgoingAnswer,
  mark: FeedMark,
  took: { bytes: number; ms: number },
): FetchedFeed => {
  const { status, headers, body, url } = answer;
  if (status === 304) return { ...took, state: 'unchanged' };
  if (status !== 200) {
    const reason = `The server answered ${status}.`;
    return { ...took, state: 'failed', reason, retryAfterMs: retryAfterOf(headers) };
  }
  const contentHash = createHash('sha256').update(body).digest('hex');
  if (contentHash === mark.contentHash) return { ...took, state: 'unchanged' };
  const feed = parseFeed(decodeFeed(body, headers.get('content-type')), url);
  const etag = markOf(headers, 'etag');
  const lastModified = markOf(headers, 'last-modified');
  return { ...took, state: 'read', feed, mark: { etag, lastModified, contentHash } };
};

/**
 * Asks feeds for what is new since the last time. Only public machines are called, and what OUTBOUND_ALLOW names; the
 * bundled samples are called at the web's own address, at their very path, and not through any redirect.
 */
export const createFeedFetcher = (config: Config): FeedFetcher => {
  const outgoing = createOutgoing(config.outboundAllow);
  const home = new URL(`${config.news.webInternalUrl}${SAMPLE_FEEDS_PATH}`);
  const homePort = home.port || (home.protocol === 'https:' ? '443' : '80');
  const inside = createOutgoing([`${home.hostname}:${homePort}`]);
  return {
    fetch: async (source, mark, signal) => {
      const startedAt = performance.now();
      const took = (bytes: number) => ({ bytes, ms: Math.round(performance.now() - startedAt) });
      const own = source.sample && source.url.startsWith(home.href);
      try {
        const answer = await (own ? inside : outgoing).fetch(source.url, {
          maxBytes: MAX_BYTES,
          timeoutMs: TIMEOUT_MS,
          maxRedirects: own ? 0 : MAX_REDIRECTS,
          headers: headersOf(mark),
          signal,
        });
        return read(answer, mark, took(answer.body.byteLength));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof OutgoingError || error instanceof FeedError)) throw error;
        return { ...took(0), state: 'failed', reason: error.message, retryAfterMs: null };
      }
    },
    close: async () => {
      await Promise.all([outgoing.close(), inside.close()]);
    },
  };
};
