import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Asked } from './serve';

/** What may sign requests, and for where. */
export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const queryOf = (url: URL, without: string): string =>
  [...url.searchParams]
    .filter(([name]) => name !== without)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

/** What a request says of its own signature: in a header, or in its address. */
const claimOf = ({ url, headers }: Asked) => {
  const query = url.searchParams;
  if (query.has('X-Amz-Signature')) {
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
      signature: query.get('X-Amz-Signature') ?? '',
      date: query.get('X-Amz-Date') ?? '',
      payload: 'UNSIGNED-PAYLOAD',
      lifeSeconds: Number(query.get('X-Amz-Expires')),
    };
  }
  const part = (name: string) =>
    new RegExp(`${name}=([^,\\s]+)`).exec(headers.authorization ?? '')?.[1] ?? '';
  return {
    credential: part('Credential'),
    signedHeaders: part('SignedHeaders'),
    signature: part('Signature'),
    date: String(headers['x-amz-date'] ?? ''),
    payload: String(headers['x-amz-content-sha256'] ?? ''),
    lifeSeconds: 15 * 60,
  };
};

const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/**
 * AWS Signature Version 4, as a server checks it.
 *
 * @returns the protocol's code for what is wrong with it; null: nothing
 */
export const verifySignature = (asked: Asked, keys: S3Keys): string | null => {
  const claim = claimOf(asked);
  if (!claim.signature) return 'AccessDenied';
  const [accessKeyId, day = '', region, service, end] = claim.credential.split('/');
  if (accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (region !== keys.region || service !== 's3' || end !== 'aws4_request')
    return 'AuthorizationHeaderMalformed';
  const ageMs = Date.now() - timeOf(claim.date);
  if (!claim.date.startsWith(day) || !(Math.abs(ageMs) < claim.lifeSeconds * 1_000))
    return 'RequestTimeTooSkewed';
  if (claim.payload !== 'UNSIGNED-PAYLOAD' && claim.payload !== sha256(asked.body))
    return 'XAmzContentSHA256Mismatch';
  const headers = claim.signedHeaders
    .split(';')
    .map((name) => `${name}:${String(asked.headers[name] ?? '').trim()}\n`);
  const canonical = [
    asked.method,
    asked.target.split('?')[0],
    queryOf(asked.url, 'X-Amz-Signature'),
    headers.join(''),
    claim.signedHeaders,
    claim.payload,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${keys.secretAccessKey}`,
  );
  const right = hmac(key, text);
  const given = Buffer.from(claim.signature, 'hex');
  return given.length === right.length && timingSafeEqual(given, right)
    ? null
    : 'SignatureDoesNotMatch';
};
