import { createHash, timingSafeEqual } from 'node:crypto';
import { isAtLeast, type Right, type Role, rights } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Principal } from '#platform/principal';
import { SESSION_COOKIE_PREFIX } from './auth';
import { assertSameSite } from './same-site';
import { findSession } from './session';

/** Who may call: anybody, a role and those above it, who has a right, or admins and the holder of METRICS_TOKEN. */
export type Access = 'none' | Role | Right | 'metrics';

const neededRole = (access: Exclude<Access, 'none'>): Role => {
  if (access === 'metrics') return rights['see-engine'];
  return access in rights ? rights[access as Right] : (access as Role);
};

const tokenParameters = [
  'token',
  'access_token',
  'id_token',
  'jwt',
  'auth',
  'authorization',
  'bearer',
];
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const sessionCookie = new RegExp(
  `(?:^|;\\s*)(?:__Secure-)?${SESSION_COOKIE_PREFIX}\\.session_token=`,
);

/**
 * Addresses end up in logs, histories and Referer headers, so that a token in one counts as leaked.
 *
 * @throws AppError token_in_query
 */
export const assertNoTokenInQuery = (url: URL): void => {
  for (const name of url.searchParams.keys()) {
    if (tokenParameters.includes(name.toLowerCase())) {
      throw new AppError('token_in_query', 'Send the token in the Authorization header instead.');
    }
  }
};

const bearerOf = (authorization: string): string => {
  const token = /^Bearer +([^\s,]+)$/i.exec(authorization)?.[1];
  if (token) return token;
  throw new AppError('unauthorized', 'Send one header: Authorization: Bearer <token>.');
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const principalOfToken = ({ tokens, revocations }: Platform, token: string): Principal => {
  const claims = tokens.verify(token, ['jobwire']);
  if (revocations.isRevoked(claims)) throw new AppError('token_invalid', 'The token was refused.');
  return {
    userId: claims.sub,
    role: claims.role,
    via: 'token',
    expiresAt: claims.exp * 1000,
    ...(claims.sid === undefined ? {} : { sessionId: claims.sid }),
    ...(claims.jti === undefined ? {} : { tokenId: claims.jti }),
  };
};

const identify = async (
  platform: Platform,
  request: Request,
  access: Access,
): Promise<Principal> => {
  const authorization = request.headers.get('authorization');
  const withCookie = sessionCookie.test(request.headers.get('cookie') ?? '');
  if (authorization !== null && withCookie) {
    throw new AppError('unauthorized', 'Send either a session cookie or a Bearer token, not both.');
  }
  if (authorization !== null) {
    const token = bearerOf(authorization);
    const { metricsToken } = platform.config.auth;
    if (
      access === 'metrics' &&
      metricsToken &&
      timingSafeEqual(digest(token), digest(metricsToken))
    ) {
      return { userId: 'metrics', role: 'admin', via: 'token' };
    }
    return principalOfToken(platform, token);
  }
  const session = withCookie ? await findSession(platform, request.headers) : null;
  if (!session) {
    throw new AppError(
      'unauthorized',
      'Sign in, or send a Bearer token in the Authorization header.',
    );
  }
  if (!safeMethods.has(request.method)) assertSameSite(request.headers, platform.config);
  return {
    userId: session.userId,
    role: session.role,
    via: 'session',
    sessionId: session.sessionId,
  };
};

/**
 * Proves who asks: exactly one of a Bearer token and a session cookie.
 *
 * @throws AppError unauthorized, token_invalid, token_expired, csrf, forbidden, dependency_unavailable
 */
export const authenticate = async (
  platform: Platform,
  request: Request,
  access: Exclude<Access, 'none'>,
): Promise<Principal> => {
  const who = await identify(platform, request, access);
  const needed = neededRole(access);
  if (!isAtLeast(who.role, needed)) {
    throw new AppError('forbidden', `This needs the role ${needed}.`);
  }
  return who;
};
