import { join } from 'node:path';
import type { Config } from '../config';
import { createFsDriver } from './fs-driver';
import { ObjectError } from './object-error';
import { assertKey, assertPrefix } from './object-key';
import type { ObjectSettings } from './object-settings';
import type { ObjectDriver, Objects } from './objects';
import { createS3Driver } from './s3-driver';
import { createSupabaseDriver } from './supabase-driver';

type ObjectConfig = Pick<Config, 'dataDir' | 'objects'>;

const MAX_PAGE = 1_000;
const MAX_EXPIRY_SECONDS = 7 * 24 * 3600;
/** A walk over many pages may take this many times as long as one call. */
const WALK_FACTOR = 20;

const driverOf = ({ dataDir, objects: { place } }: ObjectConfig): ObjectDriver => {
  if (place.driver === 's3') return createS3Driver(place);
  if (place.driver === 'supabase') return createSupabaseDriver(place);
  // Unmarked, the bundler would take into the build whatever lies in a folder of that name, former builds and all.
  return createFsDriver(join(/*turbopackIgnore: true*/ dataDir, 'objects'));
};

const assertWithin = (value: number, most: number, what: string): void => {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new ObjectError(
    'object_invalid',
    `${what} is a whole number from 1 to ${most}, not ${value}.`,
  );
};

/** @throws ObjectError `object_invalid` */
const assertContentType = (contentType: string): void => {
  if (contentType.length <= 200 && /^[\w.+-]+\/[\w.+-]+(; ?[\w.+-]+=[\w.+-]+)*$/.test(contentType))
    return;
  throw new ObjectError(
    'object_invalid',
    'A content type is a MIME type such as application/json.',
  );
};

/** A disk or a library that does not listen to a signal holds up nobody. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Checks what a driver is asked for, and limits how long it may take. */
export const checkedObjects = (
  driver: ObjectDriver,
  { maxBytes, timeoutMs }: Pick<ObjectSettings, 'maxBytes' | 'timeoutMs'>,
): Objects => {
  /** Runs a call under the caller's signal and a limit of time of its own. */
  const within = async <T>(
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
    limitMs = timeoutMs,
  ): Promise<T> => {
    signal?.throwIfAborted();
    const limit = AbortSignal.timeout(limitMs);
    const both = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      return await Promise.race([work(both), abortOf(both)]);
    } catch (error) {
      signal?.throwIfAborted();
      if (!limit.aborted) throw error;
      throw new ObjectError(
        'storage_timeout',
        `The object storage did not answer within ${limitMs} ms.`,
        error,
      );
    }
  };

  return {
    driver: driver.driver,
    maxBytes,
    put: async (key, body, { contentType = 'application/octet-stream', signal } = {}) => {
      assertKey(key);
      assertContentType(contentType);
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      if (bytes.byteLength > maxBytes) {
        throw new ObjectError(
          'object_too_large',
          `An object has at most ${maxBytes} bytes; ${key} would have ${bytes.byteLength}.`,
        );
      }
      return within(signal, (both) => driver.put(key, bytes, contentType, both));
    },
    get: async (key, { signal } = {}) => {
      assertKey(key);
      return within(signal, (both) => driver.get(key, maxBytes, both));
    },
    head: async (key, { signal } = {}) => {
      assertKey(key);
      return within(signal, (both) => driver.head(key, both));
    },
    list: async (prefix, { cursor = null, limit = MAX_PAGE, signal } = {}) => {
      assertPrefix(prefix);
      assertWithin(limit, MAX_PAGE, 'The size of a page');
      return within(signal, (both) => driver.list(prefix, cursor, limit, both));
    },
    delete: async (key, { signal } = {}) => {
      assertKey(key);
      return within(signal, (both) => driver.delete(key, both));
    },
    deletePrefix: async (prefix, { signal } = {}) => {
      assertPrefix(prefix);
      if (prefix === '') {
        throw new ObjectError('object_invalid', 'Name a prefix: all there is, is never deleted.');
      }
      return within(signal, (both) => driver.deletePrefix(prefix, both), WALK_FACTOR * timeoutMs);
    },
    url: async (key, { expiresInSeconds = 300, signal } = {}) => {
      assertKey(key);
      assertWithin(expiresInSeconds, MAX_EXPIRY_SECONDS, 'The life of an address in seconds');
      return within(signal, (both) => driver.url(key, expiresInSeconds, both));
    },
    close: () => driver.close(),
  };
};

/** Object storage as the configuration says. Nothing is connected to, nor read from the disk, before the first call. */
export const createObjects = (config: ObjectConfig): Objects =>
  checkedObjects(driverOf(config), config.objects);
