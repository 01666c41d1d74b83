import { APIError } from 'better-auth/api';
import type { ErrorCode } from '#contracts/errors';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import { isTransient } from '#platform/store/transient';

const away = (cause: unknown): AppError =>
  new AppError('dependency_unavailable', 'Sign-in is away for a moment. Try again.', {
    cause,
    retryAfterSeconds: 2,
  });

const byCode: Partial<Record<string, [ErrorCode, string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['wrong_credentials', 'No account has this e-mail and password.'],
  USER_ALREADY_EXISTS: ['email_taken', 'Sign in instead, or use another e-mail.'],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: ['email_taken', 'Sign in instead, or use another e-mail.'],
};

/**
 * What the sign-in library threw, in our own words. Its 5xx hide the cause, so that the database is
 * asked whether it is there.
 */
export const signInProblem = async (thrown: unknown, platform: Platform): Promise<unknown> => {
  if (isTransient(thrown)) return away(thrown);
  if (!(thrown instanceof APIError)) return thrown;
  if (thrown.statusCode >= 500) {
    return (await platform.health()).postgres ? thrown : away(thrown);
  }
  const [code, message] = byCode[String(thrown.body?.code)] ?? [];
  if (code && message) return new AppError(code, message, { cause: thrown });
  const detail = thrown.body?.message ?? 'This was refused.';
  if (thrown.statusCode === 403) return new AppError('csrf', detail, { cause: thrown });
  if (thrown.statusCode === 404) return new AppError('not_found', detail, { cause: thrown });
  return new AppError('invalid_input', detail, { cause: thrown });
};
