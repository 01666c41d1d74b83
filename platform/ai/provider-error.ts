/** Why a provider gave no usable answer. The same codes as `jobErrorCodes` in contracts/errors.ts. */
export type ProviderErrorCode =
  | 'provider_rate_limited' // it asked to wait longer than a call may
  | 'provider_refused' // it refuses this request for good: a bad key, a bad model
  | 'provider_unavailable' // it did not answer, broke off, or failed on its side
  | 'provider_invalid'; // it answered with something unusable, twice

/** A failed call to a provider. The message may be shown; the cause may hold what the provider said. */
export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly code: ProviderErrorCode;
  /** How long the provider asked to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(
    code: ProviderErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
