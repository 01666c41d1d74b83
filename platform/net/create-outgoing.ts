import { type Agent, fetch, type Response } from 'undici';
import { coerceError } from '../app-error';
import { SpanKind, withSpan } from '../tracing/spans';
import { type AllowList, createAllowList } from './allow-list';
import { assertPublicUrl } from './assert-public-url';
import { createSafeAgent } from './create-safe-agent';
import { OutgoingError } from './outgoing-error';

export interface SafeFetchOptions {
  /** Most bytes of the answer's body, counted as unpacked. */
  readonly maxBytes: number;
  /** False: status and headers are all that is wanted; the body comes back empty. Default true. */
  readonly readBody?: boolean;
  /** Longest time for all of it: redirects, headers and body, in milliseconds. */
  readonly timeoutMs: number;
  /** Redirects followed, each checked like the first address; only for GET. Default 0: a redirect is the answer. */
  readonly maxRedirects?: number;
  /** Default GET. */
  readonly method?: 'GET' | 'POST';
  /** Do not outlive a redirect to another origin, `accept` and `user-agent` excepted. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Default http and https. */
  readonly schemes?: readonly ('http:' | 'https:')[];
  readonly signal?: AbortSignal;
}

/** An answer of any status. */
export interface OutgoingAnswer {
  readonly status: number;
  /** Where it came from, after redirects. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Requests to addresses that other people named. */
export interface Outgoing {
  readonly allow: AllowList;
  /**
   * Calls a public machine and no other.
   *
   * @throws OutgoingError; the signal's reason when the caller gave up
   */
  fetch(url: string, options: SafeFetchOptions): Promise<OutgoingAnswer>;
  close(): Promise<void>;
}

const USER_AGENT = 'Jobwire/1.0';
const redirects = [301, 302, 303, 307, 308];
const timeouts = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
];

/** undici wraps what went wrong, more than once. */
const causes = (thrown: unknown): Error[] => {
  const error = coerceError(thrown);
  return error.cause === undefined ? [error] : [error, ...causes(error.cause)];
};

const asOutgoingError = (thrown: unknown, deadline: AbortSignal): OutgoingError => {
  const all = causes(thrown);
  const own = all.find((one) => one instanceof OutgoingError);
  if (own) return own as OutgoingError;
  const late = all.some((one) => timeouts.includes(String((one as { code?: unknown }).code)));
  return late || deadline.aborted
    ? new OutgoingError('timeout', 'The other side did not answer in time.', thrown)
    : new OutgoingError('unreachable', 'The other side cannot be reached.', thrown);
};

const tooLarge = (maxBytes: number) =>
  new OutgoingError('too_large', `The answer has more than ${maxBytes} bytes.`);

const readCapped = async (answer: Response, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the rest of the body.
  for await (const chunk of answer.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks, bytes);
};

const keptAcross = (from: URL, to: URL, headers: Headers): Headers => {
  if (from.origin === to.origin) return headers;
  const kept = [...headers].filter(([name]) => name === 'accept' || name === 'user-agent');
  return new Headers(kept);
};

const send = async (
  agent: Agent,
  allow: AllowList,
  first: string,
  options: SafeFetchOptions,
  signal: AbortSignal,
): Promise<OutgoingAnswer> => {
  const { method = 'GET', schemes, maxBytes, maxRedirects = 0 } = options;
  const check = (text: string) => assertPublicUrl(text, { allow, ...(schemes ? { schemes } : {}) });
  let headers = new Headers({ 'user-agent': USER_AGENT, ...options.headers });
  let url = check(first);
  for (let hop = 0; ; hop++) {
    const answer = await fetch(url, {
      dispatcher: agent,
      method,
      headers: Object.fromEntries(headers),
      ...(options.body === undefined ? {} : { body: options.body }),
      redirect: 'manual',
      credentials: 'omit',
      signal,
    });
    const location = answer.headers.get('location');
    const follows = maxRedirects > 0 && method === 'GET' && redirects.includes(answer.status);
    if (!follows || location === null) {
      const read = options.readBody !== false;
      if (!read) await answer.body?.cancel();
      return {
        status: answer.status,
        url: url.href,
        headers: new Headers([...answer.headers]),
        body: read ? await readCapped(answer, maxBytes) : new Uint8Array(),
      };
    }
    await answer.body?.cancel();
    if (hop >= maxRedirects) {
      throw new OutgoingError('too_many_redirects', `More than ${maxRedirects} redirects.`);
    }
    if (!URL.canParse(location, url)) {
      throw new OutgoingError('invalid_address', 'The redirect leads nowhere.');
    }
    const next = check(new URL(location, url).href);
    headers = keptAcross(url, next, headers);
    url = next;
  }
};

/**
 * @param allowed machines that may be called although they are not public; see `createAllowList`
 */
export const createOutgoing = (allowed: readonly string[]): Outgoing => {
  const allow = createAllowList(allowed);
  const agent = createSafeAgent(allow);
  return {
    allow,
    fetch: async (url, options) => {
      const deadline = AbortSignal.timeout(options.timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
      const attributes = { 'http.request.method': options.method ?? 'GET' };
      try {
        return await withSpan('call out', { kind: SpanKind.CLIENT, attributes }, async (span) => {
          const answer = await send(agent, allow, url, options, signal);
          span.setAttribute('http.response.status_code', answer.status);
          span.setAttribute('http.response.body.size', answer.body.byteLength);
          return answer;
        });
      } catch (error) {
        if (options.signal?.aborted) throw options.signal.reason;
        throw asOutgoingError(error, deadline);
      }
    },
    close: () => agent.destroy(),
  };
};
