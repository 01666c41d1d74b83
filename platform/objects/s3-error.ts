import { coerceError } from '../app-error';
import { ObjectError } from './object-error';
import { refusalOf } from './refusal';

interface S3Failure {
  readonly name: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Not there, in a bucket that is: a bucket that is not there is somebody's mistake. */
export const isMissing = (error: unknown): boolean => {
  const { name, $metadata } = coerceError(error) as Error & S3Failure;
  return name === 'NoSuchKey' || ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket');
};

export const asS3Error = (thrown: unknown, key: string): unknown => {
  const error = coerceError(thrown) as Error & S3Failure;
  if (error instanceof ObjectError || error.name === 'AbortError') return error;
  return refusalOf({
    status: error.$metadata?.httpStatusCode,
    reason: error.name,
    noBucket: error.name === 'NoSuchBucket',
    key,
    names: { bucket: 'S3_BUCKET', credentials: 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY' },
    cause: error,
  });
};
