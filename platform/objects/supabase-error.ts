import type { StorageApiError } from '@supabase/storage-js';
import { ObjectError } from './object-error';
import { refusalOf } from './refusal';

/** Nearly every refusal comes with HTTP status 400; the true one stands in the body. */
const statusOf = (error: Error): number | undefined => {
  const { status, statusCode } = error as Partial<StorageApiError>;
  const said = Number(statusCode);
  return Number.isInteger(said) && said >= 400 && said < 600 ? said : status;
};

const saysNoBucket = (error: Error) =>
  /bucket not found|related resource does not exist/i.test(error.message);

export const isMissing = (error: Error): boolean => statusOf(error) === 404 && !saysNoBucket(error);

/** A key that cannot be read as one is no 401 or 403 with every version of the server. */
const saysBadKey = (error: Error) => /\bjw[st]\b|signature|api key/i.test(error.message);

export const asSupabaseError = (error: Error, key: string): Error => {
  if (error instanceof ObjectError || error.name === 'AbortError') return error;
  const status = statusOf(error);
  return refusalOf({
    status: status === 400 && saysBadKey(error) ? 401 : status,
    reason: error.message,
    noBucket: saysNoBucket(error),
    key,
    names: { bucket: 'SUPABASE_BUCKET', credentials: 'SUPABASE_SERVICE_ROLE_KEY' },
    cause: error,
  });
};
