import { type ErrorCode, errorCodes, type FieldError } from '#contracts/errors';

const brand = Symbol.for('jobwire.AppError');

/**
 * An error that may be shown to the outside: `message` says what was expected, what came and what to
 * do, and holds nothing secret. The cause stays inside.
 */
export class AppError extends Error {
  override name = 'AppError';
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds after which the same request may succeed, for Retry-After. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    extra: { cause?: unknown; errors?: readonly FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: extra.cause });
    this.code = code;
    this.status = errorCodes[code].status;
    this.retryable = errorCodes[code].retryable;
    this.errors = extra.errors;
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }

  /** By brand: the web server is bundled in parts that each hold a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/** Whatever was thrown, as an Error. */
export const coerceError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
