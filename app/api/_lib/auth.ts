import { hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { nextCookies } from 'better-auth/next-js';
import { anonymous } from 'better-auth/plugins/anonymous';
import { drizzle } from 'drizzle-orm/node-postgres';
import { roleOf } from '#platform/auth/role-of';
import type { Platform } from '#platform/platform';
import * as schema from '#platform/store/schema/auth';
import { hostOf } from './same-site';

export const MIN_PASSWORD_LENGTH = 10;
export const SESSION_COOKIE_PREFIX = 'jobwire';
/** Set by the sign-in route alone, which drops what a caller sent under this name. */
export const ADDRESS_HEADER = 'x-jobwire-address';

/** Cookies and stored secrets of sign-in get a key of their own, so that neither side can sign for the other. */
const deriveSecret = (secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, 'jobwire', 'sign-in', 32)).toString('base64url');

/** The web's own origin, and on a development machine the same port under its other loopback names. */
const ownOrigins = (webUrl: string): string[] => {
  const { protocol, hostname, port, origin } = new URL(webUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!loopback.includes(hostname)) return [origin];
  return loopback.map((name) => `${protocol}//${name}${port ? `:${port}` : ''}`);
};

/**
 * Sign-in by e-mail and password, and as a guest where the configuration allows it. A session's end
 * (sign-out, or its removal by any other way) revokes every token made from it.
 */
const createAuth = ({ config, pool, revocations, log }: Platform) =>
  betterAuth({
    appName: 'Jobwire',
    baseURL: config.webUrl,
    basePath: '/api/auth',
    secret: deriveSecret(config.auth.secret),
    database: drizzleAdapter(drizzle(pool, { schema }), { provider: 'pg', schema }),
    trustedOrigins: (request) => {
      const own = [...ownOrigins(config.webUrl), ...config.allowedOrigins];
      const host = request && hostOf(request.headers, config.trustProxy);
      return host ? [...own, `http://${host}`, `https://${host}`] : own;
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: 128,
      autoSignIn: true,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: false, defaultValue: 'user', input: false },
      },
    },
    session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => ({
            data: { ...user, role: roleOf(user.email, config.auth) },
          }),
        },
      },
      session: {
        delete: { after: async (session) => revocations.revoke({ sessionId: session.id }) },
      },
    },
    rateLimit: { enabled: true, storage: 'database', ...signInLimits(config.trustProxy) },
    advanced: {
      cookiePrefix: SESSION_COOKIE_PREFIX,
      useSecureCookies: config.webUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    logger: {
      level: 'warn',
      log: (level, message, ...about: unknown[]) => {
        const err = about.find((one) => one instanceof Error);
        log[level === 'error' ? 'error' : 'warn']({ part: 'sign-in', err }, message);
      },
    },
    // The route says what happened in our own words.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    plugins: [
      ...(config.auth.allowGuests
        ? [anonymous({ disableDeleteAnonymousUser: true, generateName: () => 'Guest' })]
        : []),
      nextCookies(),
    ],
  });

/**
 * Attempts per minute. Behind a proxy of one's own they count per address. Otherwise addresses cannot be
 * told apart (anybody may send X-Forwarded-For), so that the figure is for all callers together, wide
 * enough for a busy site; what guards a single account is the limit per account in the route.
 */
const signInLimits = (trustProxy: boolean) => {
  const max = trustProxy ? 10 : 300;
  return {
    window: 60,
    max: trustProxy ? 120 : 6_000,
    customRules: {
      '/sign-in/email': { window: 60, max },
      '/sign-up/email': { window: 60, max },
      '/sign-in/anonymous': { window: 60, max },
      '/get-session': false as const,
    },
  };
};

export type Auth = ReturnType<typeof createAuth>;

const slot = Symbol.for('jobwire.web.auth');
type Holder = typeof globalThis & { [slot]?: WeakMap<Platform, Auth> };

/** The sign-in of this platform, made once, however many copies of this module the bundler made. */
export const authOf = (platform: Platform): Auth => {
  const holder = globalThis as Holder;
  holder[slot] ??= new WeakMap();
  const auth = holder[slot].get(platform) ?? createAuth(platform);
  holder[slot].set(platform, auth);
  return auth;
};
