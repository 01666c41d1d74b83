import type { Problem } from '#contracts/errors';
import type { Bearer } from './bearer';
import type { Environment } from './environment';
import { RequestError } from './request-error';

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
}

/** Retry-After in its two forms: seconds, or a date. */
const readRetryAfter = (header: string | null): number | null => {
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
};

interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly retryAfterMs: number | null;
  /** Parsed; undefined where it was not JSON (a proxy's error page). */
  readonly body: unknown;
}

const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  return { status: response.status, ok: response.ok, retryAfterMs, body };
};

const refusal = ({ status, retryAfterMs, body }: Answer): RequestError => {
  const problem = (body ?? {}) as Partial<Problem>;
  return new RequestError(
    typeof problem.code === 'string' ? problem.code : `http_${status}`,
    typeof problem.detail === 'string' ? problem.detail : `The server answered ${status}.`,
    problem.retryable ?? (status === 429 || status >= 500),
    status,
    Array.isArray(problem.errors) ? problem.errors : [],
    retryAfterMs,
  );
};

export const createHttp = (env: Environment, apiUrl: string, bearer: Bearer): Http => {
  const attempt = async (
    method: string,
    path: string,
    { body, headers, signal }: RequestOptions,
    force: boolean,
  ): Promise<Answer> => {
    const token = await bearer.get(force);
    const abort = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort.abort();
    }, TIMEOUT_MS);
    const onAbort = () => abort.abort();
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    try {
      const response = await env.fetch(apiUrl + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: token ? 'same-origin' : 'include',
        cache: 'no-store',
        signal: abort.signal,
      });
      return await readAnswer(response);
    } catch {
      if (signal?.aborted) throw new RequestError('aborted', 'The request was given up.');
      throw timedOut
        ? new RequestError('timeout', 'The server did not answer in time.', true)
        : new RequestError('network', 'The server could not be reached.', true);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  };

  return {
    async send(method, path, options = {}) {
      let answer = await attempt(method, path, options, false);
      // With a bearer a 401 may only mean that it has run out: once more with a new one.
      if (answer.status === 401 && (await bearer.get())) {
        answer = await attempt(method, path, options, true);
      }
      if (!answer.ok) throw refusal(answer);
      if (answer.body === undefined) {
        throw new RequestError('bad_answer', 'The answer was not JSON.', true, answer.status);
      }
      return answer.body;
    },
  };
};
