import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEnvironment } from '../helpers/test-config';
import { startWorld, type World } from '../server/socket-world';

const SECRET = testEnvironment({ redis: '', postgres: '' }).JWT_SECRET;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const good = (): Record<string, unknown> => ({
  sub: 'ann',
  iss: 'jobwire',
  aud: 'jobwire-socket',
  exp: now() + 60,
  role: 'user',
});

const forge = (header: object, claims: object, secret = SECRET, hash = 'sha256'): string => {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac(hash, secret).update(content).digest('base64url')}`;
};
const withClaims = (more: object): string =>
  forge({ alg: 'HS256', typ: 'JWT' }, { ...good(), ...more });
const withHeader = (more: object): string => forge({ alg: 'HS256', typ: 'JWT', ...more }, good());

/** Rows of the attack catalogue on tokens, as the handshake of a socket answers them. */
describe('attacks on the handshake’s token', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const refusal = (auth: object) => world.recorder(auth).refused();
  const expectInvalid = async (tokens: readonly unknown[]) => {
    for (const token of tokens) {
      expect(await refusal({ token }), JSON.stringify(token).slice(0, 80)).toBe('token_invalid');
    }
  };

  it('lets a good token of either audience in, or none of the others would mean anything', async () => {
    await world.recorder({ token: withClaims({}) }).connected();
    await world.recorder({ token: withClaims({ aud: 'jobwire' }) }).connected();
  });

  it('answers a handshake without a token with token_missing, and other nonsense with its name', async () => {
    for (const auth of [{}, { token: '' }, { token: null }]) {
      expect(await refusal(auth)).toBe('token_missing');
    }
    await expectInvalid([1, true, {}, ['x'], { toString: 'x' }]);
    expect(await refusal({ token: withClaims({}), role: 'admin' })).toBe('unknown_field');
  });

  it('J1 J3 refuses alg none in every spelling, and every algorithm but HS256', async () => {
    const unsigned = ['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) => [
      `${encode({ alg })}.${encode(good())}.`,
      `${encode({ alg })}.${encode(good())}`,
      forge({ alg, typ: 'JWT' }, good()),
    ]);
    await expectInvalid([
      ...unsigned,
      forge({ alg: 'HS512', typ: 'JWT' }, good(), SECRET, 'sha512'),
      forge({ alg: 'hs256', typ: 'JWT' }, good()),
      forge({ alg: 'RS256', typ: 'JWT' }, good()),
      forge({ alg: 'PS256', typ: 'JWT' }, good()),
      forge({ alg: ['HS256'], typ: 'JWT' }, good()),
    ]);
  });

  it('J2 refuses another key, symmetric or not', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const content = `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode(good())}`;
    const signed = signWith('sha256', Buffer.from(content), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    await expectInvalid([
      `${content}.${signed.toString('base64url')}`,
      forge(
        { alg: 'HS256', typ: 'JWT' },
        good(),
        String(publicKey.export({ type: 'spki', format: 'pem' })),
      ),
      forge({ alg: 'HS256', typ: 'JWT' }, good(), ''),
      forge({ alg: 'HS256', typ: 'JWT' }, good(), `${SECRET}x`),
    ]);
  });

  it('J4 J5 J6 J7 follows nothing that a header points to', async () => {
    await expectInvalid([
      withHeader({ kid: '../../dev/null' }),
      withHeader({ kid: "' or 1=1 --" }),
      withHeader({ kid: 'x'.repeat(3_000) }),
      withHeader({ jku: 'http://127.0.0.1/jwks' }),
      withHeader({ x5u: 'http://127.0.0.1/x5u' }),
      withHeader({ jwk: { kty: 'oct', k: 'AAAA' } }),
      withHeader({ crit: ['exp'] }),
      withHeader({ b64: false, crit: ['b64'] }),
      withHeader({ cty: 'JWT' }),
      withHeader({ typ: 'at+jwt' }),
      withHeader({ enc: 'A256GCM' }),
      JSON.stringify({ payload: encode(good()), signatures: [] }),
      `${withClaims({})}.x.y`,
    ]);
  });

  it('J8 tells an expired token apart, and refuses one without a proper end', async () => {
    expect(await refusal({ token: withClaims({ exp: now() - 1 }) })).toBe('token_expired');
    await expectInvalid([
      withClaims({ exp: undefined }),
      withClaims({ exp: String(now() + 60) }),
      withClaims({ exp: now() + 60.5 }),
      withClaims({ exp: -1 }),
      withClaims({ exp: null }),
    ]);
  });

  it('J9 J10 J11 refuses times to come, other issuers and audiences, and what is no user id', async () => {
    await expectInvalid([
      withClaims({ nbf: now() + 120 }),
      withClaims({ iat: now() + 120 }),
      withClaims({ aud: 'other' }),
      withClaims({ aud: undefined }),
      withClaims({ aud: ['jobwire-socket', 'other'] }),
      withClaims({ iss: 'other' }),
      withClaims({ iss: undefined }),
      withClaims({ sub: undefined }),
      withClaims({ sub: ['ann'] }),
      withClaims({ sub: '__proto__' }),
      withClaims({ sub: '' }),
      withClaims({ sub: 'a b' }),
      withClaims({ sub: 'u:{x}' }),
      withClaims({ sub: 'x'.repeat(2_000) }),
      withClaims({ role: 'root' }),
    ]);
  });

  it('J12 J13 refuses a signature in any other spelling, and a token too long to be one', async () => {
    const token = withClaims({});
    const [header, payload, signature = ''] = token.split('.');
    await expectInvalid([
      `${header}.${payload}.`,
      token.slice(0, -1),
      `${token}=`,
      `${token}.`,
      ` ${token}`,
      `${token}\n`,
      `${header}.${payload}.${signature}A`,
      `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`,
      token.replace('.', '..'),
      'x'.repeat(20_000),
      '.'.repeat(10_000),
    ]);
  });

  it('J14 refuses a revoked token, and one from before its user was thrown out', async () => {
    const byId = withClaims({ jti: 'token-1' });
    const bySession = withClaims({ sid: 'session-1' });
    const byUser = withClaims({ sub: 'gone', iat: now() - 10 });
    const { revocations } = world.serverCore;
    await revocations.revoke({ tokenId: 'token-1' });
    await revocations.revoke({ sessionId: 'session-1' });
    await revocations.revoke({ userId: 'gone' });
    await expectInvalid([byId, bySession, byUser]);
    await world.recorder({ token: withClaims({ sub: 'gone', iat: now() + 2 }) }).connected();
  });

  it('tells refusals apart by code alone: text and shape are the same for every bad token', async () => {
    const seen = new Set<string>();
    for (const token of [
      withClaims({ iss: 'x' }),
      'x',
      withHeader({ kid: '1' }),
      withClaims({ sub: '' }),
    ]) {
      const tab = world.recorder({ token });
      seen.add(
        await new Promise((resolve) => {
          tab.socket.once('connect_error', (error: Error & { data?: object }) =>
            resolve(JSON.stringify([error.message, error.data])),
          );
        }),
      );
    }
    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).not.toContain('at ');
  });
});
