import { z } from 'zod';
import type { ErrorCode } from '#contracts/errors';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import { isTransient } from '#platform/store/transient';

const refusalSchema = z.object({ code: z.string().default(''), message: z.string().default('') });

const byCode: Partial<Record<string, [ErrorCode, string]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['wrong_credentials', 'No account has this e-mail and password.'],
  USER_ALREADY_EXISTS: ['email_taken', 'Sign in instead, or use another e-mail.'],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: ['email_taken', 'Sign in instead, or use another e-mail.'],
};
const byStatus: Partial<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'csrf',
  404: 'not_found',
};

const away = (cause: unknown): AppError =>
  new AppError('dependency_unavailable', 'Sign-in is away for a moment. Try again.', {
    cause,
    retryAfterSeconds: 2,
  });

/** What the sign-in library threw: a database that is away, or a fault that stays inside. */
export const thrownProblem = async (thrown: unknown, platform: Platform): Promise<unknown> =>
  isTransient(thrown) || !(await platform.health()).postgres ? away(thrown) : thrown;

/** What the sign-in library refused, in our own words. Its 5xx hide their cause, so that the database is asked. */
export const answeredProblem = async (answer: Response, platform: Platform): Promise<unknown> => {
  if (answer.status >= 500) {
    return thrownProblem(new Error(`The sign-in library answered ${answer.status}`), platform);
  }
  if (answer.status === 429) {
    const retryAfterSeconds = Number(answer.headers.get('x-retry-after') ?? 1);
    return new AppError('rate_limited', 'Too many tries. Wait a moment.', { retryAfterSeconds });
  }
  const { code, message } = refusalSchema
    .catch({ code: '', message: '' })
    .parse(await answer.json().catch(() => null));
  const [own, words] = byCode[code] ?? [];
  return new AppError(
    own ?? byStatus[answer.status] ?? 'invalid_input',
    words ?? (message || 'This was refused.'),
  );
};
