import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a push service was sent. */
export interface ReceivedPush {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushReply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** Nothing is answered before this has settled. */
  readonly after?: Promise<void>;
}

/** A push service on this machine (RFC 8030): keeps what it is sent, answers 201 or what a test queued. */
export interface PushEndpoint {
  readonly origin: string;
  readonly received: ReceivedPush[];
  /** Answers of the next requests, in order. */
  readonly replies: PushReply[];
  stop(): Promise<void>;
}

export const startPushEndpoint = async (): Promise<PushEndpoint> => {
  const received: ReceivedPush[] = [];
  const replies: PushReply[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push({
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts),
    });
    const reply = replies.shift() ?? { status: 201 };
    await reply.after;
    response.writeHead(reply.status, reply.headers).end('what the service says');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    replies,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** The browser's side of a subscription. */
export interface PushBrowser {
  readonly subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** The message as the browser would hand it to its service worker. */
  open(push: ReceivedPush): unknown;
}

const HEADER_BYTES = 21;
const TAG_BYTES = 16;

export const createPushBrowser = (endpoint: string): PushBrowser => {
  const own = createECDH('prime256v1');
  const publicKey = own.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint,
      keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    },
    // RFC 8291 over RFC 8188, one record.
    open: ({ headers, body }) => {
      if (headers['content-encoding'] !== 'aes128gcm') throw new Error('not aes128gcm');
      const salt = body.subarray(0, 16);
      const idBytes = body.readUInt8(20);
      const sender = body.subarray(HEADER_BYTES, HEADER_BYTES + idBytes);
      const sealed = body.subarray(HEADER_BYTES + idBytes);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
      const secret = Buffer.from(hkdfSync('sha256', own.computeSecret(sender), auth, info, 32));
      const derive = (label: string, bytes: number) =>
        Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${label}\0`, bytes));
      const cipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
      cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const padded = Buffer.concat([cipher.update(sealed.subarray(0, -TAG_BYTES)), cipher.final()]);
      // The last record ends in 2 and padding.
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
    },
  };
};

/** The claims of a VAPID header (RFC 8292), its signature checked with the key it names. */
export const vapidOf = ({ headers }: ReceivedPush) => {
  const [, token = '', key = ''] =
    /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) throw new Error('the signature does not fit');
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return { publicKey: key, claims: read as { aud: string; exp: number; sub: string } };
};
