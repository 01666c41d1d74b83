import { errorCodes, type Problem } from '#contracts/errors';
import { AppError } from '#platform/app-error';

const challenges: Partial<Record<string, string>> = {
  token_invalid: 'Bearer realm="jobwire", error="invalid_token"',
  token_expired:
    'Bearer realm="jobwire", error="invalid_token", error_description="The token has expired"',
};

/** Whatever was thrown, as an error the outside may see: all but an AppError is `internal`, without a word of its own. */
export const asAppError = (thrown: unknown): AppError =>
  thrown instanceof AppError
    ? thrown
    : new AppError('internal', 'Something broke on our side. The request id names it in the log.', {
        cause: thrown,
      });

/** An error as `application/problem+json` (RFC 9457), with the headers its status asks for. */
export const problemResponse = (error: AppError, requestId: string): Response => {
  const problem: Problem = {
    type: `urn:jobwire:error:${error.code}`,
    title: errorCodes[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
    retryable: error.retryable,
    ...(error.errors ? { errors: [...error.errors] } : {}),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (error.status === 401) {
    headers.set('www-authenticate', challenges[error.code] ?? 'Bearer realm="jobwire"');
  }
  const waits =
    error.status === 429 || error.status === 503 || error.code === 'idempotency_in_flight';
  if (error.retryAfterSeconds !== undefined || waits) {
    headers.set('retry-after', String(Math.max(1, Math.ceil(error.retryAfterSeconds ?? 1))));
  }
  return new Response(JSON.stringify(problem), { status: error.status, headers });
};
