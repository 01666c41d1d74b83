import type { Role } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import { roleOf } from '#platform/auth/role-of';
import type { Platform } from '#platform/platform';
import { authOf } from './auth';

/** A session that is good now, and whose it is. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isGuest: boolean;
}

/** Longest wait for the session's row, in milliseconds. */
const LOOKUP_TIMEOUT_MS = 1_500;

const withDeadline = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The session lookup timed out')), LOOKUP_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * The session behind a request's cookie, or null.
 *
 * @throws AppError dependency_unavailable when its table cannot be read in time
 */
export const findSession = async (
  platform: Platform,
  headers: Headers,
): Promise<SignedIn | null> => {
  const found = await withDeadline(authOf(platform).api.getSession({ headers })).catch(
    (cause: unknown) => {
      throw new AppError('dependency_unavailable', 'Sign-in is away for a moment. Try again.', {
        cause,
        retryAfterSeconds: 2,
      });
    },
  );
  if (!found) return null;
  const { user, session } = found;
  return {
    userId: user.id,
    sessionId: session.id,
    name: user.name,
    email: user.email,
    role: roleOf(user.email, platform.config.auth),
    isGuest: 'isAnonymous' in user && user.isAnonymous === true,
  };
};
