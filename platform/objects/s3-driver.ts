import { addAbortSignal, type Readable } from 'node:stream';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { collect } from './collect';
import { deleteListed } from './delete-listed';
import type { ObjectDriver, ObjectInfo } from './objects';
import { asS3Error, isMissing } from './s3-error';

export interface S3Settings {
  /** Undefined: Amazon's own of the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket in the path rather than in the host's name, as servers of one's own want it. */
  readonly forcePathStyle: boolean;
}

const DELETES_AT_ONCE = 8;

const clientConfigOf = (settings: S3Settings): S3ClientConfig => ({
  ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
  region: settings.region,
  credentials: {
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
  },
  forcePathStyle: settings.forcePathStyle,
  // Checksums of the newest kind are refused by many servers that speak the rest of the protocol.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  requestHandler: { connectionTimeout: 5_000 },
});

/** Amazon's library is large: it is read at the first call. */
const load = async (settings: S3Settings) => {
  const sdk = await import('@aws-sdk/client-s3');
  return { sdk, client: new sdk.S3Client(clientConfigOf(settings)) };
};
type Loaded = Awaited<ReturnType<typeof load>>;
type Work<T> = (client: S3Client, sdk: Loaded['sdk']) => Promise<T>;

/** Without its quotation marks, which not every answer has. */
const bare = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');

interface Described {
  readonly ContentLength?: number | undefined;
  readonly ContentType?: string | undefined;
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
}

const infoOf = (key: string, found: Described): ObjectInfo => ({
  key,
  bytes: found.ContentLength ?? 0,
  contentType: found.ContentType ?? 'application/octet-stream',
  etag: bare(found.ETag),
  storedAt: found.LastModified ?? new Date(0),
});

const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

type Ask = <T>(key: string, work: Work<T>) => Promise<T>;

const reads = (ask: Ask, Bucket: string): Pick<ObjectDriver, 'get' | 'head' | 'list'> => ({
  get: (key, maxBytes, signal) =>
    ask(key, async (client, { GetObjectCommand }) => {
      const answer = await orNull(
        client.send(new GetObjectCommand({ Bucket, Key: key }), { abortSignal: signal }),
      );
      if (answer === null) return null;
      // On Node it is always one of Node's.
      const parts = addAbortSignal(signal, answer.Body as Readable);
      const body = await collect(parts, { key, maxBytes, bytes: answer.ContentLength });
      return { ...infoOf(key, answer), bytes: body.byteLength, body };
    }),
  head: (key, signal) =>
    ask(key, async (client, { HeadObjectCommand }) => {
      const found = await orNull(
        client.send(new HeadObjectCommand({ Bucket, Key: key }), { abortSignal: signal }),
      );
      return found && infoOf(key, found);
    }),
  list: (prefix, cursor, limit, signal) =>
    ask(prefix, async (client, { ListObjectsV2Command }) => {
      // A key rather than the server's token: what was deleted meanwhile moves nothing.
      const after = cursor ? { StartAfter: cursor } : {};
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: limit, ...after }),
        { abortSignal: signal },
      );
      const objects = (page.Contents ?? []).map((entry) => ({
        key: entry.Key ?? '',
        bytes: entry.Size ?? 0,
        etag: bare(entry.ETag),
        storedAt: entry.LastModified ?? new Date(0),
      }));
      return { objects, next: page.IsTruncated ? (objects.at(-1)?.key ?? null) : null };
    }),
});

const writes = (ask: Ask, Bucket: string): Pick<ObjectDriver, 'put' | 'delete'> => ({
  put: (key, body, contentType, signal) =>
    ask(key, async (client, { PutObjectCommand }) => {
      const { ETag } = await client.send(
        new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: contentType }),
        { abortSignal: signal },
      );
      const described = { ContentLength: body.byteLength, ContentType: contentType, ETag };
      return infoOf(key, { ...described, LastModified: new Date() });
    }),
  delete: (key, signal) =>
    ask(key, async (client, { DeleteObjectCommand }) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }), { abortSignal: signal });
    }),
});

/** Objects in a bucket of S3, or of whatever else speaks its protocol. */
export const createS3Driver = (settings: S3Settings): ObjectDriver => {
  const { bucket: Bucket } = settings;
  let loading: Promise<Loaded> | undefined;
  const ask: Ask = async (key, work) => {
    loading ??= load(settings);
    const { client, sdk } = await loading;
    try {
      return await work(client, sdk);
    } catch (error) {
      throw asS3Error(error, key);
    }
  };
  const { get, head, list } = reads(ask, Bucket);
  const { put, delete: remove } = writes(ask, Bucket);
  return {
    driver: 's3',
    put,
    get,
    head,
    list,
    delete: remove,
    // One by one: the call for many at once is what servers of other makers differ in most.
    deletePrefix: (prefix, signal) => {
      const removeAll = (keys: string[]) => Promise.all(keys.map((key) => remove(key, signal)));
      return deleteListed(list, prefix, DELETES_AT_ONCE, removeAll, signal);
    },
    url: (key, expiresIn) =>
      ask(key, async (client, { GetObjectCommand }) => {
        const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
        return getSignedUrl(client, new GetObjectCommand({ Bucket, Key: key }), { expiresIn });
      }),
    close: async () => {
      (await loading?.catch(() => undefined))?.client.destroy();
    },
  };
};
