/** Why a request to somebody else's server was not made, or came to nothing. */
export type OutgoingErrorCode =
  | 'invalid_address' // not an address we call: scheme, port, credentials, form
  | 'blocked_address' // leads to a machine that is not public
  | 'too_many_redirects'
  | 'too_large'
  | 'timeout'
  | 'unreachable'; // no connection, no name, or an answer that is not HTTP

const retryableCodes: readonly OutgoingErrorCode[] = ['timeout', 'unreachable'];

/** Says nothing of what was found at the other end: the message may go to whoever named the address. */
export class OutgoingError extends Error {
  override name = 'OutgoingError';
  readonly retryable: boolean;

  constructor(
    readonly code: OutgoingErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.retryable = retryableCodes.includes(code);
  }
}
