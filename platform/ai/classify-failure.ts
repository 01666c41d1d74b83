import {
  APICallError,
  JSONParseError,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  RetryError,
  TypeValidationError,
} from 'ai';
import { parseRetryAfter } from './parse-retry-after';
import { ProviderError } from './provider-error';

/** What to do about a failed call. */
export type Failure =
  /** Wait, then the same call again. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly cause: unknown }
  /** It answered, but not with what was asked for: ask once more, saying so. */
  | { readonly kind: 'unusable'; readonly text: string | undefined; readonly cause: unknown }
  | { readonly kind: 'failed'; readonly error: ProviderError };

/** Where a 429 does not say how long. */
const UNSAID_WAIT_MS = 30_000;

const refusal = (provider: string, status: number, cause: unknown): ProviderError => {
  const hints: Readonly<Record<number, string>> = {
    401: 'check its API key',
    403: 'check that its API key may use this model',
    404: 'check AI_MODEL and AI_BASE_URL',
    413: 'the request is too large for it',
  };
  const hint = hints[status] ?? 'the request will not work as it is';
  return new ProviderError(
    'provider_refused',
    `${provider} refused the request (${status}): ${hint}.`,
    {
      cause,
    },
  );
};

const judgeStatus = (provider: string, error: APICallError): Failure => {
  const status = error.statusCode;
  const retryAfterMs = parseRetryAfter(error.responseHeaders);
  if (status === 429 || (status === 503 && retryAfterMs !== undefined)) {
    return { kind: 'wait', waitMs: retryAfterMs ?? UNSAID_WAIT_MS, cause: error };
  }
  // The head said that all is well; what came after it could not be read.
  if (status !== undefined && status < 300)
    return { kind: 'unusable', text: undefined, cause: error };
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return { kind: 'failed', error: refusal(provider, status, error) };
  }
  const what = status === undefined ? 'could not be reached' : `failed on its side (${status})`;
  return {
    kind: 'failed',
    error: new ProviderError('provider_unavailable', `${provider} ${what}.`, { cause: error }),
  };
};

const isUnusable = (error: unknown): boolean =>
  NoOutputGeneratedError.isInstance(error) ||
  JSONParseError.isInstance(error) ||
  TypeValidationError.isInstance(error);

/** Sorts whatever the AI SDK threw. Aborts of the caller's own are not its business. */
export const classifyFailure = (provider: string, thrown: unknown): Failure => {
  const error = RetryError.isInstance(thrown) ? thrown.lastError : thrown;
  if (NoObjectGeneratedError.isInstance(error)) {
    return { kind: 'unusable', text: error.text, cause: error };
  }
  if (APICallError.isInstance(error)) return judgeStatus(provider, error);
  if (isUnusable(error)) return { kind: 'unusable', text: undefined, cause: error };
  return {
    kind: 'failed',
    error: new ProviderError('provider_unavailable', `${provider} broke the connection off.`, {
      cause: error,
    }),
  };
};
