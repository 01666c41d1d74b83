import { ObjectError } from './object-error';

/** What a server said instead of doing what it was asked. */
interface Refusal {
  /** HTTP status; undefined: it was not reached, or broke off. */
  readonly status: number | undefined;
  /** The server's word for it, such as `AccessDenied`. */
  readonly reason: string;
  readonly noBucket: boolean;
  readonly key: string;
  /** The settings that may be at fault. */
  readonly names: { readonly bucket: string; readonly credentials: string };
  readonly cause: unknown;
}

const isPassing = (status: number) => status === 408 || status === 429 || status >= 500;

/** A server's words go to logs and job pages: one short word of them is enough. */
const wordOf = (reason: string) => reason.replace(/[^\w .-]/g, '').slice(0, 60);

export const refusalOf = ({
  status,
  reason,
  noBucket,
  key,
  names,
  cause,
}: Refusal): ObjectError => {
  if (noBucket) {
    return new ObjectError(
      'storage_refused',
      `There is no bucket of the name in ${names.bucket}. Create it, or correct the name.`,
      cause,
    );
  }
  if (status === undefined || status < 300 || isPassing(status)) {
    const said = status === undefined ? 'no answer' : `status ${status}`;
    return new ObjectError(
      'storage_unavailable',
      `The object storage is away or overloaded (${said}). Try again later.`,
      cause,
    );
  }
  if (status === 401 || status === 403) {
    return new ObjectError(
      'storage_refused',
      `The object storage refuses the credentials or their rights (${wordOf(reason)}). Check ${names.credentials}.`,
      cause,
    );
  }
  if (status === 413) {
    return new ObjectError(
      'object_too_large',
      `The object storage takes no object of this size (${key}). Raise its limit.`,
      cause,
    );
  }
  return new ObjectError(
    'storage_refused',
    `The object storage refuses this for ${key} (status ${status}, ${wordOf(reason)}).`,
    cause,
  );
};
