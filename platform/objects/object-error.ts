/** Why storage did not do what it was asked. A missing object is none of these. */
export type ObjectErrorCode =
  | 'object_invalid' // a key, a prefix or an option is not one
  | 'object_too_large' // over the most bytes an object may have
  | 'object_damaged' // what is stored is not what was put
  | 'storage_refused' // the server says no and will again: credentials, rights, no such bucket
  | 'storage_unavailable' // no connection, an overloaded or broken server, a full disk
  | 'storage_timeout'; // no answer in time

const retryableCodes: readonly ObjectErrorCode[] = ['storage_unavailable', 'storage_timeout'];

/** Its message names the key at most, never an address, a credential or a path of this machine. */
export class ObjectError extends Error {
  override name = 'ObjectError';
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(
    readonly code: ObjectErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.retryable = retryableCodes.includes(code);
  }
}
