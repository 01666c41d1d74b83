import type { FieldError } from '#contracts/errors';
import type { RequestFailure } from '../jobs-api';

/** A request that was refused, or that got no answer. */
export class RequestError extends Error implements RequestFailure {
  override name = 'RequestError';

  constructor(
    readonly code: string,
    message: string,
    readonly retryable = false,
    readonly status = 0,
    readonly errors: readonly FieldError[] = [],
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** Whatever was thrown, as a RequestError: what has no code of its own is a network that failed. */
export const toRequestError = (error: unknown): RequestError =>
  error instanceof RequestError
    ? error
    : new RequestError('network', 'The server could not be reached.', true);
