import { createHash } from 'node:crypto';
import type { StorageClient } from '@supabase/storage-js';
import { collect } from './collect';
import { deleteListed } from './delete-listed';
import type { ObjectDriver, ObjectInfo } from './objects';
import { asSupabaseError, isMissing } from './supabase-error';
import { createSupabaseList, type ListedEntry } from './supabase-list';

export interface SupabaseSettings {
  /** Of the project, such as `https://abcdefgh.supabase.co`. */
  readonly url: string;
  readonly serviceRoleKey: string;
  readonly bucket: string;
}

/** Servers take up to 1,000. */
const DELETES_AT_ONCE = 500;

type Bucket = ReturnType<StorageClient['from']>;
/** What every call of the library comes to. */
type Answer<T> = { data: T; error: null } | { data: unknown; error: Error };
/** @param onResponse hears of every answer before its body */
type Open = (signal: AbortSignal, onResponse?: (response: Response) => void) => Promise<Bucket>;

/** @throws ObjectError */
const dataOf = <T>(answer: Answer<T>, key: string): T => {
  if (answer.error) throw asSupabaseError(answer.error, key);
  return answer.data as T;
};

/** Null where the server says that there is no such object. */
const orNull = <T>(answer: Answer<T>, key: string): T | null =>
  answer.error && isMissing(answer.error) ? null : dataOf(answer, key);

const bare = (etag: string | null | undefined): string =>
  (etag ?? '').replace(/^W\//, '').replaceAll('"', '');

/** The library takes no signal with most calls, but a `fetch` with each client; it costs nothing to make. */
const opener = ({ url, serviceRoleKey, bucket }: SupabaseSettings): Open => {
  const headers = { apikey: serviceRoleKey, authorization: `Bearer ${serviceRoleKey}` };
  return async (signal, onResponse) => {
    const { StorageClient } = await import('@supabase/storage-js');
    const client = new StorageClient(`${url}/storage/v1`, headers, async (input, init) => {
      const response = await fetch(input, { ...init, signal });
      onResponse?.(response);
      return response;
    });
    return client.from(bucket);
  };
};

const headOf = async (open: Open, key: string, signal: AbortSignal): Promise<ObjectInfo | null> => {
  const found = orNull(await (await open(signal)).info(key), key);
  return (
    found && {
      key,
      bytes: found.size ?? 0,
      contentType: found.contentType ?? 'application/octet-stream',
      etag: bare(found.etag),
      storedAt: new Date(found.lastModified ?? found.createdAt),
    }
  );
};

const putInto =
  (open: Open): ObjectDriver['put'] =>
  async (key, body, contentType, signal) => {
    const bucket = await open(signal);
    // Objects change in place here: nothing between us and the server may keep an old one.
    dataOf(await bucket.upload(key, body, { contentType, upsert: true, cacheControl: '0' }), key);
    const etag = createHash('md5').update(body).digest('hex');
    const put = { key, bytes: body.byteLength, contentType, etag, storedAt: new Date() };
    // The answer to an upload tells nothing of it. Null: somebody else has deleted it by now.
    return (await headOf(open, key, signal)) ?? put;
  };

const getFrom =
  (open: Open): ObjectDriver['get'] =>
  async (key, maxBytes, signal) => {
    let headers = new Headers();
    const bucket = await open(signal, (response) => {
      headers = response.headers;
    });
    const parts = orNull<ReadableStream<Uint8Array>>(await bucket.download(key).asStream(), key);
    if (parts === null) return null;
    const length = headers.get('content-length');
    // A body that came compressed is longer than announced.
    const announced =
      headers.has('content-encoding') || length === null ? undefined : Number(length);
    try {
      const body = await collect(parts, { key, maxBytes, bytes: announced });
      return {
        key,
        bytes: body.byteLength,
        contentType: headers.get('content-type') ?? 'application/octet-stream',
        etag: bare(headers.get('etag')),
        storedAt: new Date(headers.get('last-modified') ?? 0),
        body,
      };
    } catch (error) {
      signal.throwIfAborted();
      throw asSupabaseError(error as Error, key);
    }
  };

/** Objects in a bucket of Supabase Storage, with the key of the service role. */
export const createSupabaseDriver = (settings: SupabaseSettings): ObjectDriver => {
  const open = opener(settings);
  const remove = async (keys: string[], signal: AbortSignal): Promise<void> => {
    dataOf(await (await open(signal)).remove(keys), keys[0] ?? '');
  };
  const list = createSupabaseList(async (folder, limit, offset, signal) => {
    const sortBy = { column: 'name', order: 'asc' };
    const bucket = await open(signal);
    return dataOf<readonly ListedEntry[]>(
      await bucket.list(folder.slice(0, -1), { limit, offset, sortBy }),
      folder,
    );
  });
  return {
    driver: 'supabase',
    put: putInto(open),
    get: getFrom(open),
    head: (key, signal) => headOf(open, key, signal),
    list,
    delete: (key, signal) => remove([key], signal),
    deletePrefix: (prefix, signal) =>
      deleteListed(list, prefix, DELETES_AT_ONCE, (keys) => remove(keys, signal), signal),
    url: async (key, expiresInSeconds, signal) => {
      const bucket = await open(signal);
      return orNull(await bucket.createSignedUrl(key, expiresInSeconds), key)?.signedUrl ?? null;
    },
    close: async () => {},
  };
};
