import { createHmac, createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#platform/app-error';
import { createTokens } from '#platform/auth/create-tokens';
import { loadConfig } from '#platform/config';

const secret = 'k3vQ0p9xW2mZ7rT5yB8nH4jL6dF1gS0aVcEuXiOq';
const older = 'Zq1wS2eD3rF4tG5yH6uJ7iK8oL9pA0sXdCfVgBhN';
const tokens = createTokens(secret);

const now = () => Math.floor(Date.now() / 1000);
const good = () => ({ sub: 'ann', iss: 'jobwire', aud: 'jobwire', exp: now() + 60, iat: now() });
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const forge = (
  header: unknown,
  claims: unknown,
  { key = secret, hash = 'sha256' }: { key?: string; hash?: string } = {},
): string => {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac(hash, key).update(content).digest('base64url')}`;
};
const make = (claims: Record<string, unknown>, header: object = {}) =>
  forge({ alg: 'HS256', typ: 'JWT', ...header }, { ...good(), ...claims });

const codeOf = (token: string, accept: ('jobwire' | 'jobwire-socket')[] = ['jobwire']): string => {
  try {
    tokens.verify(token, accept);
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

describe('tokens', () => {
  it('accepts what it signed, and what another library signed under the same secret', () => {
    const { token, expiresAt, tokenId } = tokens.sign({
      userId: 'ann',
      role: 'admin',
      audience: 'jobwire',
      ttlSeconds: 60,
      sessionId: 's1',
    });
    expect(tokens.verify(token, ['jobwire'])).toMatchObject({
      sub: 'ann',
      role: 'admin',
      sid: 's1',
      jti: tokenId,
      exp: expiresAt / 1000,
    });
    expect(codeOf(make({}))).toBe('accepted');
    expect(codeOf(forge({ typ: 'JWT', alg: 'HS256' }, good()))).toBe('accepted');
    expect(codeOf(forge({ alg: 'HS256' }, good()))).toBe('accepted');
    expect(tokens.verify(make({}), ['jobwire']).role).toBe('user');
  });

  it('accepts the previous secret while it rotates, and never signs with it', () => {
    const rotated = createTokens(secret, older);
    const old = forge({ alg: 'HS256', typ: 'JWT' }, good(), { key: older });
    expect(rotated.verify(old, ['jobwire']).sub).toBe('ann');
    expect(codeOf(old)).toBe('token_invalid');
    const { token } = rotated.sign({
      userId: 'ann',
      role: 'user',
      audience: 'jobwire',
      ttlSeconds: 9,
    });
    expect(codeOf(token)).toBe('accepted');
  });

  it('J1 refuses alg none in every spelling, signed or not', () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null]) {
      expect(codeOf(make({}, { alg }))).toBe('token_invalid');
      expect(codeOf(`${encode({ alg, typ: 'JWT' })}.${encode(good())}.`)).toBe('token_invalid');
    }
  });

  it('J2 refuses a token signed with a public key used as the secret', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    expect(codeOf(forge({ alg: 'HS256', typ: 'JWT' }, good(), { key: pem }))).toBe('token_invalid');
    const content = `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode(good())}`;
    const signature = createSign('SHA256').update(content);
    const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(codeOf(`${content}.${signature.sign(key, 'base64url')}`)).toBe('token_invalid');
  });

  it('J3 refuses every algorithm but HS256, also where the signature is right for it', () => {
    expect(codeOf(forge({ alg: 'HS512', typ: 'JWT' }, good(), { hash: 'sha512' }))).toBe(
      'token_invalid',
    );
    expect(codeOf(forge({ alg: 'HS384', typ: 'JWT' }, good(), { hash: 'sha384' }))).toBe(
      'token_invalid',
    );
    for (const alg of ['PS256', 'ES256', 'hs256', 'HS256 ', ['HS256']]) {
      expect(codeOf(make({}, { alg }))).toBe('token_invalid');
    }
  });

  it('J4 refuses every kid', () => {
    for (const kid of [
      '../../dev/null',
      "' or 1=1 --",
      'https://keys.example',
      'k'.repeat(3000),
      '',
    ]) {
      expect(codeOf(make({}, { kid }))).toBe('token_invalid');
    }
  });

  it('J5 refuses jku, x5u and jwk, and fetches nothing', () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    for (const header of [
      { jku: 'http://127.0.0.1:1/keys' },
      { x5u: 'http://127.0.0.1:1/cert' },
      { jwk: { kty: 'oct', k: encode(secret) } },
    ]) {
      expect(codeOf(make({}, header))).toBe('token_invalid');
    }
    expect(fetching).not.toHaveBeenCalled();
    fetching.mockRestore();
  });

  it('J6 refuses crit', () => {
    expect(codeOf(make({}, { crit: ['exp'] }))).toBe('token_invalid');
    expect(codeOf(make({}, { crit: [] }))).toBe('token_invalid');
  });

  it('J7 refuses b64, nesting, encryption and the JSON form', () => {
    expect(codeOf(make({}, { b64: false }))).toBe('token_invalid');
    expect(codeOf(make({}, { cty: 'JWT' }))).toBe('token_invalid');
    expect(codeOf(forge({ alg: 'HS256', typ: 'JWT' }, make({})))).toBe('token_invalid');
    expect(codeOf(`${encode({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`)).toBe('token_invalid');
    const [header, payload, signature] = make({}).split('.');
    expect(codeOf(JSON.stringify({ protected: header, payload, signature }))).toBe('token_invalid');
  });

  it('J8 tells an expired token apart, and refuses an exp that is missing or no whole number', () => {
    expect(codeOf(make({ exp: now() - 1, iat: now() - 60 }))).toBe('token_expired');
    for (const exp of [
      String(now() + 60),
      now() + 60.5,
      -1,
      0,
      null,
      undefined,
      Number.POSITIVE_INFINITY,
      [],
      true,
    ]) {
      expect(codeOf(make({ exp }))).toBe('token_invalid');
    }
  });

  it('J8 says token_expired only of a token that is good otherwise', () => {
    const past = { exp: now() - 1 };
    expect(codeOf(make({ ...past, aud: 'other' }))).toBe('token_invalid');
    expect(codeOf(make({ ...past, iss: 'other' }))).toBe('token_invalid');
    expect(codeOf(make({ ...past, sub: '' }))).toBe('token_invalid');
    expect(codeOf(forge({ alg: 'HS256' }, { ...good(), ...past }, { key: older }))).toBe(
      'token_invalid',
    );
  });

  it('J9 allows another clock 30 seconds, and no more', () => {
    expect(codeOf(make({ nbf: now() + 20 }))).toBe('accepted');
    expect(codeOf(make({ iat: now() + 20 }))).toBe('accepted');
    expect(codeOf(make({ nbf: now() + 40 }))).toBe('token_invalid');
    expect(codeOf(make({ iat: now() + 40 }))).toBe('token_invalid');
    expect(codeOf(make({ nbf: 'soon' }))).toBe('token_invalid');
  });

  it('J10 wants its own audience, issuer and type', () => {
    for (const claims of [
      { aud: 'other' },
      { aud: ['jobwire'] },
      { aud: undefined },
      { iss: 'https://jobwire' },
      { iss: undefined },
    ]) {
      expect(codeOf(make(claims))).toBe('token_invalid');
    }
    for (const typ of ['id+jwt', 'at+jwt', 'jwt ', '', 7]) {
      expect(codeOf(make({}, { typ }))).toBe('token_invalid');
    }
    expect(codeOf(make({ aud: 'jobwire-socket' }))).toBe('token_invalid');
    expect(codeOf(make({ aud: 'jobwire-socket' }), ['jobwire', 'jobwire-socket'])).toBe('accepted');
  });

  it('J11 refuses a sub that is missing, no text, too long or a name of prototypes', () => {
    for (const sub of [
      undefined,
      '',
      [],
      ['ann'],
      {},
      7,
      '__proto__',
      'constructor',
      'a b',
      'a\n',
      '{a}',
      'a'.repeat(129),
    ]) {
      expect(codeOf(make({ sub }))).toBe('token_invalid');
    }
  });

  it('J12 refuses a signature that is empty, cut, padded, spelled otherwise or followed by anything', () => {
    const token = make({});
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const last = signature.at(-1) as string;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // The last of 43 letters carries 4 bits of 6: its neighbour decodes to the same bytes.
    const twin = alphabet[alphabet.indexOf(last) ^ 1] as string;
    expect(Buffer.from(signature.slice(0, -1) + twin, 'base64url')).toEqual(
      Buffer.from(signature, 'base64url'),
    );
    for (const odd of [
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature.slice(0, -1)}`,
      `${header}.${payload}.${signature.slice(0, -1)}${twin}`,
      `${header}.${payload}.${signature}=`,
      `${header}.${payload}.${signature}.`,
      `${header}.${payload}.${signature}.x`,
      ` ${token}`,
      `${token}\n`,
      `${header}=.${payload}.${signature}`,
      `.${payload}.${signature}`,
      '..',
      '',
    ]) {
      expect(codeOf(odd), odd.slice(-60)).toBe('token_invalid');
    }
  });

  it('J12 refuses a payload that is not the one spelling of its bytes, even signed', () => {
    const odd = encode(good()).replace(/(.)$/, (last) => `${last}=`);
    const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${odd}`;
    const token = `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
    expect(codeOf(token)).toBe('token_invalid');
  });

  it('J13 refuses 64 KB before it looks at any of it', () => {
    const split = vi.spyOn(String.prototype, 'split');
    const token = make({ pad: 'x'.repeat(64 * 1024) });
    split.mockClear();
    expect(codeOf(token)).toBe('token_invalid');
    expect(split).not.toHaveBeenCalled();
    split.mockRestore();
  });

  it('J15 does not start with a secret that is missing, short, well known or repetitive', () => {
    const start = (value?: string) =>
      loadConfig({
        DATABASE_URL: 'postgres://x',
        ...(value === undefined ? {} : { JWT_SECRET: value }),
      });
    for (const bad of [
      undefined,
      '',
      'short',
      'x'.repeat(64),
      `change-me-${'abcdefgh'.repeat(4)}`,
      `secret${secret}`,
    ]) {
      expect(() => start(bad)).toThrow(/JWT_SECRET/);
    }
    expect(() => start('a-secret-nobody-has-seen')).toThrow(/32 characters/);
    expect(start(secret).auth.secret).toBe(secret);
  });

  it('gives nothing away: every refusal reads the same', () => {
    const messages = new Set<string>();
    for (const token of ['', make({ sub: '' }), make({}, { kid: 'x' }), make({ aud: 'x' })]) {
      try {
        tokens.verify(token, ['jobwire']);
      } catch (error) {
        messages.add((error as Error).message);
      }
    }
    expect(messages.size).toBe(1);
  });
});
