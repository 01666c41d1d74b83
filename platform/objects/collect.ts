import { ObjectError } from './object-error';

const tooLarge = (key: string, maxBytes: number) =>
  new ObjectError('object_too_large', `An object has at most ${maxBytes} bytes; ${key} has more.`);

/**
 * A body that comes in parts, as a whole.
 *
 * @param of.bytes as announced; undefined where the server did not say
 * @throws ObjectError `object_too_large` as soon as that is known, `storage_unavailable` where less came than announced
 */
export const collect = async (
  parts: AsyncIterable<Uint8Array>,
  of: { readonly key: string; readonly maxBytes: number; readonly bytes?: number | undefined },
): Promise<Uint8Array> => {
  const { key, maxBytes, bytes } = of;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early closes the connection under it.
  for await (const part of parts) {
    size += part.byteLength;
    if (size > maxBytes || (bytes ?? 0) > maxBytes) throw tooLarge(key, maxBytes);
    chunks.push(part);
  }
  if (bytes !== undefined && size !== bytes) {
    throw new ObjectError(
      'storage_unavailable',
      `The object storage sent ${size} of ${bytes} bytes of ${key}.`,
    );
  }
  return Buffer.concat(chunks, size);
};
