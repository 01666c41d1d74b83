import { MAX_BODY_BYTES } from '#contracts/limits';
import { AppError } from '#platform/app-error';
import { scanJson } from './scan-json';

const tooLarge = (): AppError =>
  new AppError('body_too_large', `A body may have ${MAX_BODY_BYTES} bytes.`);

const invalidJson = (cause?: unknown): AppError =>
  new AppError(
    'invalid_json',
    'Send one JSON document (RFC 8259) in UTF-8, without a byte order mark.',
    {
      cause,
    },
  );

const assertMediaType = (headers: Headers): void => {
  const [type, ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='));
  const encoding = headers.get('content-encoding');
  if (
    type?.trim() !== 'application/json' ||
    (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) ||
    (encoding !== null && encoding.trim().toLowerCase() !== 'identity')
  ) {
    throw new AppError(
      'unsupported_media_type',
      'Send the body as Content-Type: application/json, in UTF-8 and not compressed.',
    );
  }
};

/** Refuses by the announced length, before a byte is read. */
export const assertAnnouncedLength = (headers: Headers): void => {
  if (Number(headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
};

const readCapped = async (body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      // Not awaited: the sender may never stop, and the answer must not wait for it.
      reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, bytes);
};

/**
 * The body as a value from outside, not yet checked against a schema. Bytes are counted as they come,
 * whatever Content-Length says.
 *
 * @throws AppError unsupported_media_type, body_too_large, invalid_json, too_deep, too_large, unknown_field
 */
export const readJson = async (request: Request): Promise<unknown> => {
  assertMediaType(request.headers);
  assertAnnouncedLength(request.headers);
  const bytes = await readCapped(request.body);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw invalidJson(error);
  }
  scanJson(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidJson(error);
  }
};
