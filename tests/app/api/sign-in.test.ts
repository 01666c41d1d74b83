import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socketTokenSchema } from '#contracts/api';
import {
  type CallOptions,
  cookieOf,
  guestCookie,
  ORIGIN,
  refusal,
  startApi,
  type TestApi,
} from '../../helpers/api';
import { eventually } from '../../helpers/eventually';

const password = 'correct horse battery';

describe('signing in', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ ADMIN_EMAILS: 'Root@Example.org', ALLOW_GUESTS: 'true' });
  });
  afterAll(() => api.stop());

  const auth = (path: string, body: object = {}, more: CallOptions = {}) =>
    api.call('POST', `/api/auth/${path}`, {
      body,
      ...more,
      headers: { origin: ORIGIN, ...more.headers },
    });
  const signUp = async (email: string): Promise<string> => {
    const answer = await auth('sign-up/email', { name: 'Ann', email, password });
    expect(answer.status, await answer.clone().text()).toBe(200);
    return cookieOf(answer);
  };
  const who = async (cookie: string) =>
    (await (await api.call('GET', '/api/auth/get-session', { cookie })).json()) as {
      user: { id: string; role: string; isGuest: boolean };
    } | null;
  const socketToken = async (options: CallOptions) => {
    const answer = await api.call('POST', '/api/socket-token', {
      ...options,
      headers: { origin: ORIGIN },
    });
    return socketTokenSchema.parse(await answer.json());
  };

  it('signs up, out and in again, with a cookie that scripts cannot read', async () => {
    const answer = await auth('sign-up/email', { name: 'Ann', email: 'ann@example.org', password });
    const [line] = answer.headers.getSetCookie();
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).not.toMatch(/Secure/i);
    expect(await answer.json()).toEqual({ ok: true });
    const cookie = cookieOf(answer);
    expect((await who(cookie))?.user).toMatchObject({ role: 'user', isGuest: false });
    expect((await auth('sign-out', {}, { cookie })).status).toBe(200);
    expect(await who(cookie)).toBeNull();
    expect(await refusal(await api.call('GET', '/api/jobs', { cookie }))).toBe('401 unauthorized');
    const again = await auth('sign-in/email', { email: 'ann@example.org', password });
    expect((await api.call('GET', '/api/jobs', { cookie: cookieOf(again) })).status).toBe(200);
  });

  it('says the same of a wrong password and of an address without an account', async () => {
    const one = await auth('sign-in/email', {
      email: 'ann@example.org',
      password: 'wrong password',
    });
    const other = await auth('sign-in/email', { email: 'nobody@example.org', password });
    expect(((await one.clone().json()) as { detail: string }).detail).toBe(
      ((await other.clone().json()) as { detail: string }).detail,
    );
    expect(await refusal(one)).toBe('401 wrong_credentials');
    expect(await refusal(other)).toBe('401 wrong_credentials');
  });

  it('refuses a taken address, a short password and fields of its own choice', async () => {
    const account = { name: 'Ann', email: 'taken@example.org', password };
    await auth('sign-up/email', account);
    expect(await refusal(await auth('sign-up/email', account))).toBe('422 email_taken');
    expect(
      await refusal(
        await auth('sign-up/email', { ...account, email: 'b@example.org', password: 'ninechars' }),
      ),
    ).toBe('422 invalid_input');
    expect(await refusal(await auth('sign-up/email', { ...account, email: 'no address' }))).toBe(
      '422 invalid_input',
    );
    for (const more of [
      { role: 'admin' },
      { id: 'root' },
      { isAnonymous: true },
      { emailVerified: true },
    ]) {
      expect(
        await refusal(await auth('sign-up/email', { ...account, email: 'c@example.org', ...more })),
      ).toBe('400 unknown_field');
    }
  });

  it('makes an admin of an address on ADMIN_EMAILS, for as long as it is there', async () => {
    const cookie = await signUp('ROOT@example.org');
    expect((await who(cookie))?.user.role).toBe('admin');
    expect((await api.call('GET', '/api/metrics', { cookie })).status).toBe(200);
    const { adminEmails } = api.core.platform.config.auth;
    adminEmails.pop();
    expect((await who(cookie))?.user.role).toBe('user');
    expect(await refusal(await api.call('GET', '/api/metrics', { cookie }))).toBe('403 forbidden');
    adminEmails.push('root@example.org');
  });

  it('makes each guest a user of its own, and a guest who asks again stays who it is', async () => {
    const [one, two] = [await guestCookie(api), await guestCookie(api)];
    const first = await who(one);
    expect(first?.user).toMatchObject({ isGuest: true, role: 'user' });
    expect((await who(two))?.user.id).not.toBe(first?.user.id);
    const again = await auth('sign-in/anonymous', {}, { cookie: one });
    expect(again.status).toBe(200);
    expect((await who(one))?.user.id).toBe(first?.user.id);
  });

  it('refuses a cookie that was tampered with, without asking the database', async () => {
    const cookie = await guestCookie(api);
    const { pool } = api.core.platform;
    const asked = pool.query.bind(pool);
    let queries = 0;
    pool.query = ((...args: Parameters<typeof asked>) => {
      queries++;
      return asked(...args);
    }) as typeof pool.query;
    const value = cookie.split('=')[1] as string;
    for (const forged of [
      `${value.slice(0, 8)}${value[8] === 'X' ? 'Y' : 'X'}${value.slice(9)}`,
      'x.y',
      `${value}x`,
      '',
    ]) {
      const answer = await api.call('GET', '/api/jobs', {
        cookie: `jobwire.session_token=${forged}`,
      });
      expect(await refusal(answer)).toBe('401 unauthorized');
    }
    expect(queries).toBe(0);
    pool.query = asked as typeof pool.query;
  });

  it('J10 hands out a socket token that opens no API, and takes no API token for one of its own', async () => {
    const { token, url, expiresAt } = await socketToken({ user: 'ann' });
    expect(url).toBe('http://localhost:3001');
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 300_000);
    expect(await refusal(await api.call('GET', '/api/jobs', { token }))).toBe('401 token_invalid');
    expect(api.core.platform.tokens.verify(token, ['jobwire-socket'])).toMatchObject({
      sub: 'ann',
      role: 'user',
    });
  });

  it('ends a socket token with the token it was made from', async () => {
    const { token: parent } = api.core.platform.tokens.sign({
      userId: 'ann',
      role: 'user',
      audience: 'jobwire',
      ttlSeconds: 30,
    });
    const { expiresAt } = await socketToken({ token: parent });
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 30_000);
  });

  it('J14 throws a session’s tokens out the moment it is signed out', async () => {
    const cookie = await signUp('leaver@example.org');
    const { token } = await socketToken({ cookie });
    const { tokens, revocations } = api.core.platform;
    const claims = tokens.verify(token, ['jobwire-socket']);
    let told = false;
    revocations.onChange(() => {
      told = true;
    });
    expect(revocations.isRevoked(claims)).toBe(false);
    await auth('sign-out', {}, { cookie });
    expect(revocations.isRevoked(claims)).toBe(true);
    expect(told).toBe(true);
  });

  it('J14 refuses a revoked token, a token made from it, and all of a user’s', async () => {
    const { tokens, revocations } = api.core.platform;
    const made = tokens.sign({
      userId: 'mallory',
      role: 'admin',
      audience: 'jobwire',
      ttlSeconds: 60,
    });
    const child = await socketToken({ token: made.token });
    expect((await api.call('GET', '/api/jobs', { token: made.token })).status).toBe(200);
    await revocations.revoke({ tokenId: made.tokenId });
    expect(await refusal(await api.call('GET', '/api/jobs', { token: made.token }))).toBe(
      '401 token_invalid',
    );
    expect(revocations.isRevoked(tokens.verify(child.token, ['jobwire-socket']))).toBe(true);
    const other = api.tokenOf('mallory');
    expect((await api.call('GET', '/api/jobs', { token: other })).status).toBe(200);
    await revocations.revoke({ userId: 'mallory' });
    await eventually(
      async () => (await api.call('GET', '/api/jobs', { token: other })).status === 401,
    );
  });

  it('J8 tells an expired token apart, so that a client fetches a new one', async () => {
    const { token } = api.core.platform.tokens.sign({
      userId: 'ann',
      role: 'user',
      audience: 'jobwire',
      ttlSeconds: 0,
    });
    const answer = await api.call('GET', '/api/jobs', { token });
    expect(answer.headers.get('www-authenticate')).toContain('expired');
    expect(await refusal(answer)).toBe('401 token_expired');
  });

  it('J1 to J13 read alike from outside: 401 token_invalid and one detail', async () => {
    const token = api.tokenOf('ann');
    const [header, payload, signature] = token.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const details = new Set<string>();
    for (const bad of [
      `${none}.${payload}.`,
      `${header}.${payload}.${'A'.repeat(43)}`,
      `${header}.${payload}`,
      `${token}.`,
      'x',
      'x'.repeat(64 * 1024),
      `${none}.${payload}.${signature}`,
    ]) {
      const answer = await api.call('GET', '/api/jobs', { token: bad });
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
      details.add(((await answer.clone().json()) as { detail: string }).detail);
      expect(await refusal(answer)).toBe('401 token_invalid');
    }
    expect(details.size).toBe(1);
  });

  it('H31 takes METRICS_TOKEN for the metrics alone', async () => {
    const own = await startApi({ METRICS_TOKEN: 'scraper-token-1' });
    try {
      expect((await own.call('GET', '/api/metrics', { token: 'scraper-token-1' })).status).toBe(
        200,
      );
      expect(
        await refusal(await own.call('GET', '/api/metrics', { token: 'scraper-token-2' })),
      ).toBe('401 token_invalid');
      expect(await refusal(await own.call('GET', '/api/jobs', { token: 'scraper-token-1' }))).toBe(
        '401 token_invalid',
      );
    } finally {
      await own.stop();
    }
  });
});
