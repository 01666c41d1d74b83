import type { FieldError } from '#contracts/errors';
import type { RequestFailure } from '../jobs-api';

type Details = Partial<Pick<RequestFailure, 'retryable' | 'status' | 'errors' | 'retryAfterMs'>>;

/** A request that was refused, or that got no answer. */
export class RequestError extends Error implements RequestFailure {
  declare readonly code: string;
  declare readonly retryable: boolean;
  declare readonly status: number;
  declare readonly errors: readonly FieldError[];
  declare readonly retryAfterMs: number | null;

  constructor(code: string, message: string, details: Details = {}) {
    super(message);
    const plain = { retryable: false, status: 0, errors: [], retryAfterMs: null };
    Object.assign(this, plain, details, { name: 'RequestError', code });
  }
}

/** Whatever was thrown, as a RequestError: what has no code of its own is a network that failed. */
export const toRequestError = (error: unknown): RequestError =>
  error instanceof RequestError
    ? error
    : new RequestError('network', 'The server could not be reached.', { retryable: true });

/** An answer that is not what was agreed: a proxy's page, or another version. */
export const badAnswer = (status = 0): RequestError =>
  new RequestError('bad_answer', 'The server answered in a way that makes no sense.', {
    retryable: true,
    status,
  });
