import type { Problem } from '#contracts/errors';
import type { AuthToken } from '../jobs-api';
import type { Environment } from './environment';
import { badAnswer, RequestError, toRequestError } from './request-error';

/** A request without an answer is given up after this many milliseconds. */
const TIMEOUT_MS = 15_000;

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Http {
  /**
   * Sends one request; the answer is parsed JSON, not yet looked at.
   *
   * @throws RequestError with the server's code, or `network`, `timeout`, `aborted`, `bad_answer`
   */
  send(method: 'GET' | 'POST', path: string, options?: RequestOptions): Promise<unknown>;
  /** Takes the latest source of the bearer token; undefined leaves it to the session cookie. */
  setToken(source: AuthToken | undefined): void;
}

/** Retry-After in its two forms: seconds, or a date. */
const readRetryAfter = (header: string | null): number | null => {
  const ms = Number(header) * 1000 || Date.parse(header ?? '') - Date.now();
  return ms > 0 ? ms : null;
};

const refusal = (response: Response, body: unknown): RequestError => {
  const { status, headers } = response;
  const problem = (body ?? {}) as Partial<Problem>;
  return new RequestError(
    problem.code ?? `http_${status}`,
    problem.detail ?? `The server answered ${status}.`,
    {
      status,
      retryable: problem.retryable ?? (status === 429 || status >= 500),
      errors: problem.errors ?? [],
      retryAfterMs: readRetryAfter(headers.get('retry-after')),
    },
  );
};

export const createHttp = (
  env: Environment,
  apiUrl: string,
  firstSource: AuthToken | undefined,
): Http => {
  let source = firstSource;
  let asking: Promise<string | undefined> | undefined;

  /** The caller keeps its token as long as it likes; many requests at once ask it once. */
  const askToken = (): Promise<string | undefined> => {
    asking ??= (async () => (typeof source === 'function' ? source() : source))().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  const attempt = async (
    method: string,
    path: string,
    { body, headers, signal }: RequestOptions,
  ): Promise<Response> => {
    const token = await askToken();
    return env.fetch(apiUrl + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify(body),
      credentials: token ? 'same-origin' : 'include',
      cache: 'no-store',
      signal,
    });
  };

  const send: Http['send'] = async (method, path, options = {}) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    try {
      let response = await attempt(method, path, { ...options, signal });
      // With a bearer a 401 may only mean that it has run out: once more with another one.
      if (response.status === 401 && typeof source === 'function') {
        response = await attempt(method, path, { ...options, signal });
      }
      const body: unknown = await response.json().catch((error: Error) => {
        if (error.name === 'SyntaxError') return undefined;
        throw error;
      });
      if (!response.ok) throw refusal(response, body);
      if (body === undefined) throw badAnswer(response.status);
      return body;
    } catch (error) {
      if (options.signal?.aborted) throw new RequestError('aborted', 'The request was given up.');
      if (!timeout.aborted) throw toRequestError(error);
      const message = 'The server did not answer in time.';
      throw new RequestError('timeout', message, { retryable: true });
    }
  };

  return {
    send,
    setToken(next) {
      source = next;
    },
  };
};
