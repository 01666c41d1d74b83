import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#platform/app-error';
import type { Config } from '#platform/config';
import type { Platform } from '#platform/platform';
import { ADDRESS_HEADER, authOf, MIN_PASSWORD_LENGTH } from './auth';
import { parse } from './parse';
import { readJson } from './read-json';
import { json } from './route';
import { assertSameSite } from './same-site';
import { findSession } from './session';
import { answeredProblem, thrownProblem } from './sign-in-problem';

const email = z.email().max(254);
const nothing = z.strictObject({});
const bodies = new Map<string, z.ZodType>([
  [
    'sign-up/email',
    z.strictObject({
      name: z.string().trim().min(1).max(100),
      email,
      password: z.string().min(MIN_PASSWORD_LENGTH).max(128),
    }),
  ],
  ['sign-in/email', z.strictObject({ email, password: z.string().min(1).max(128) })],
  ['sign-in/anonymous', nothing],
  ['sign-out', nothing],
]);

/** Tries a minute for one account, whoever makes them and from wherever. */
const TRIES_PER_ACCOUNT = 10;

/** Behind a proxy of one's own: the address that proxy saw, which it put last. */
const addressOf = (headers: Headers, config: Config): string | undefined =>
  config.trustProxy ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;

const limitTries = async ({ rates }: Platform, body: unknown): Promise<void> => {
  const { email: address } = body as { email: string };
  const account = createHash('sha256').update(address.toLowerCase()).digest('base64url');
  const decision = await rates.take(`sign-in:${account}`, { perMinute: TRIES_PER_ACCOUNT });
  if (decision.allowed) return;
  throw new AppError('rate_limited', 'Too many tries for this account. Wait a moment.', {
    retryAfterSeconds: decision.retryAfterSeconds,
  });
};

/** Signing in sets a cookie: no other site may do that on a person's behalf. Browsers tell, tools have no cookies. */
const assertOwnPage = (headers: Headers, config: Config): void => {
  const fromBrowser = ['origin', 'sec-fetch-site', 'cookie'].some((name) => headers.has(name));
  if (fromBrowser) assertSameSite(headers, config);
};

const forward = async (
  platform: Platform,
  request: Request,
  init: { method: string; body?: string },
): Promise<Response> => {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.delete(ADDRESS_HEADER);
  const address = addressOf(request.headers, platform.config);
  if (address) headers.set(ADDRESS_HEADER, address);
  let answer: Response;
  try {
    answer = await authOf(platform).handler(new Request(request.url, { ...init, headers }));
  } catch (thrown) {
    throw await thrownProblem(thrown, platform);
  }
  if (!answer.ok) throw await answeredProblem(answer, platform);
  return answer;
};

/** Who the cookie says one is: `{ user, session }`, or null. The session's own token stays on the server. */
export const getSessionAnswer = async (platform: Platform, request: Request): Promise<Response> => {
  const found = await findSession(platform, request.headers);
  if (!found) return json(null);
  const { userId, name, email: address, role, isGuest } = found;
  return json({ user: { id: userId, name, email: address, role, isGuest } });
};

/**
 * Signs up, in, in as a guest, or out, by the path below `/api/auth/`. Answers `{ ok: true }` with the
 * cookie, or a problem.
 */
export const signInAnswer = async (
  platform: Platform,
  request: Request,
  path: string,
): Promise<Response> => {
  const schema = bodies.get(path);
  if (!schema || (path === 'sign-in/anonymous' && !platform.config.auth.allowGuests)) {
    throw new AppError('not_found', 'There is nothing at this address.');
  }
  assertOwnPage(request.headers, platform.config);
  const body = parse(schema, await readJson(request), 'invalid_input');
  if (path === 'sign-in/email') await limitTries(platform, body);
  if (path === 'sign-out' || path === 'sign-in/anonymous') {
    // Reads the row first: with the database away, signing out must not only look done.
    const session = await findSession(platform, request.headers);
    if (path === 'sign-in/anonymous' && session) return json({ ok: true });
  }
  const answer = await forward(platform, request, { method: 'POST', body: JSON.stringify(body) });
  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return json({ ok: true }, { headers });
};
