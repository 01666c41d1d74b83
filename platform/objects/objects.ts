/** What is known of an object without its body. */
export interface ObjectInfo {
  readonly key: string;
  readonly bytes: number;
  /** MIME type it was put with. */
  readonly contentType: string;
  /** Another one whenever the body is another; compare it, read nothing into it. */
  readonly etag: string;
  readonly storedAt: Date;
}

export interface StoredObject extends ObjectInfo {
  readonly body: Uint8Array;
}

export interface ObjectPage {
  readonly objects: readonly Omit<ObjectInfo, 'contentType'>[];
  /** Hand it back for the next page; null: that was the last one. */
  readonly next: string | null;
}

/** Ends a call early: it then throws the signal's reason. A put that was aborted may have happened all the same. */
interface Call {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Bodies by key, on a disk or in a bucket; which, the configuration says. An object is there whole or not at all:
 * a put takes the place of the object before it in one moment, and of several at once one wins.
 *
 * Keys are paths of ASCII names, such as `content/he/lesson-1/3f9c.json`: names of letters, digits, `.`, `_` and `-`
 * that do not begin with a dot, of 100 characters at most, joined by `/`, of 512 in all. Prefixes are the same with
 * a `/` at their end, or empty.
 *
 * Missing is an answer, not an error: `get` and `head` give null, `delete` does nothing. All else is an ObjectError.
 */
export interface Objects {
  readonly driver: 'fs' | 's3' | 'supabase';
  /** Most bytes of one object, either way. */
  readonly maxBytes: number;
  /** @param options.contentType default `application/octet-stream` */
  put(
    key: string,
    body: Uint8Array | string,
    options?: Call & { readonly contentType?: string },
  ): Promise<ObjectInfo>;
  get(key: string, options?: Call): Promise<StoredObject | null>;
  head(key: string, options?: Call): Promise<ObjectInfo | null>;
  /**
   * One page of everything below a prefix, folders and all, in an order of the driver's own. Go through the pages
   * before you delete what they hold: with some drivers a deletion moves what comes after it.
   *
   * @param options.cursor `next` of the page before
   * @param options.limit 1 to 1000, default 1000; a page may hold fewer and yet not be the last
   */
  list(
    prefix: string,
    options?: Call & { readonly cursor?: string | null; readonly limit?: number },
  ): Promise<ObjectPage>;
  delete(key: string, options?: Call): Promise<void>;
  /**
   * Deletes everything below a prefix, which may not be empty. Stopped half-way it has deleted some; do it again.
   *
   * @returns how many objects went
   */
  deletePrefix(prefix: string, options?: Call): Promise<number>;
  /**
   * An address from which anybody may fetch the object for a while; it is signed, not asked for, so that the object
   * need not be there. Null with the driver `fs`, which has no addresses.
   *
   * @param options.expiresInSeconds 1 to 604,800 (seven days), default 300
   */
  url(key: string, options?: Call & { readonly expiresInSeconds?: number }): Promise<string | null>;
  /** Lets go of connections. */
  close(): Promise<void>;
}

/** What a driver is asked for: checked, capped and limited in time already. */
export interface ObjectDriver extends Pick<Objects, 'driver' | 'close'> {
  put(key: string, body: Uint8Array, contentType: string, signal: AbortSignal): Promise<ObjectInfo>;
  /** @throws ObjectError `too_large` without holding more than `maxBytes` in memory */
  get(key: string, maxBytes: number, signal: AbortSignal): Promise<StoredObject | null>;
  head(key: string, signal: AbortSignal): Promise<ObjectInfo | null>;
  list(
    prefix: string,
    cursor: string | null,
    limit: number,
    signal: AbortSignal,
  ): Promise<ObjectPage>;
  delete(key: string, signal: AbortSignal): Promise<void>;
  deletePrefix(prefix: string, signal: AbortSignal): Promise<number>;
  url(key: string, expiresInSeconds: number, signal: AbortSignal): Promise<string | null>;
}
