import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { ObjectError } from './object-error';
import type { ObjectInfo } from './objects';

/** Longer than any first line there can be: key and content type have limits. */
const MAX_HEADER_BYTES = 2_048;
const NEWLINE = 10;

const headerSchema = z.object({
  key: z.string(),
  bytes: z.number().int().min(0),
  contentType: z.string(),
  /** SHA-256 of the body. */
  etag: z.string(),
  storedAt: z.iso.datetime(),
});

const hashOf = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

const damaged = (key: string, cause?: unknown) =>
  new ObjectError(
    'object_damaged',
    `What is stored as ${key} is not what was put. Put it again, or delete it.`,
    cause,
  );

/**
 * A file is one line of JSON and then the body. In one file, so that one rename publishes both: with a file of its
 * own, what is said of a body could be said of the one before it after a crash.
 */
export const encodeHeader = (key: string, body: Uint8Array, contentType: string) => {
  const info: ObjectInfo = {
    key,
    bytes: body.byteLength,
    contentType,
    etag: hashOf(body),
    storedAt: new Date(),
  };
  return { info, header: Buffer.from(`${JSON.stringify(info)}\n`) };
};

/** @throws ObjectError `object_damaged` */
export const readInfo = async (file: FileHandle, key: string) => {
  const buffer = Buffer.alloc(MAX_HEADER_BYTES);
  const { bytesRead } = await file.read(buffer, 0, MAX_HEADER_BYTES, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(NEWLINE);
  let info: ObjectInfo;
  try {
    const header = headerSchema.parse(JSON.parse(buffer.toString('utf8', 0, Math.max(end, 0))));
    info = { ...header, storedAt: new Date(header.storedAt) };
  } catch (error) {
    throw damaged(key, error);
  }
  const bodyAt = end + 1;
  const { size } = await file.stat();
  if (info.key !== key || size !== bodyAt + info.bytes) throw damaged(key);
  return { info, bodyAt };
};

/** @throws ObjectError `object_too_large`, `object_damaged` */
export const readObject = async (file: FileHandle, key: string, maxBytes: number) => {
  const { info, bodyAt } = await readInfo(file, key);
  if (info.bytes > maxBytes) {
    throw new ObjectError(
      'object_too_large',
      `An object has at most ${maxBytes} bytes; ${key} has ${info.bytes}.`,
    );
  }
  const body = new Uint8Array(info.bytes);
  for (let at = 0; at < info.bytes; ) {
    const { bytesRead } = await file.read(body, at, info.bytes - at, bodyAt + at);
    if (bytesRead === 0) throw damaged(key);
    at += bytesRead;
  }
  if (hashOf(body) !== info.etag) throw damaged(key);
  return { ...info, body };
};
