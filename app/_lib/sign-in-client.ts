import type { Problem } from '#contracts/errors';
import { readProblem } from './read-problem';

/**
 * What the sign-in view calls. Each function resolves, never throws: `ok`, or a problem to show, whose
 * `code` is one of `wrong_credentials`, `email_taken`, `invalid_input`, `rate_limited`, `not_found`
 * (guests are not allowed here), `csrf`, `dependency_unavailable`, `internal`. The session is an HttpOnly cookie: after `ok`
 * load a page (`location.assign`), so that the server sees it.
 */
export type SignInAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: Problem; readonly retryAfterSeconds: number | null };

const offline: Problem = {
  type: 'about:blank',
  title: 'The server cannot be reached',
  status: 0,
  code: 'dependency_unavailable',
  detail: 'The server cannot be reached. Check the connection and try again.',
};

const post = async (path: string, body: object): Promise<SignInAnswer> => {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return { ok: true };
    const problem = readProblem(await response.json().catch(() => null));
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      ok: false,
      problem: problem ?? { ...offline, status: response.status },
      retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
    };
  } catch {
    return { ok: false, problem: offline, retryAfterSeconds: null };
  }
};

/** Makes an account and signs in. The password needs 10 to 128 characters. */
export const signUp = (input: { name: string; email: string; password: string }) =>
  post('sign-up/email', input);

export const signIn = (input: { email: string; password: string }) => post('sign-in/email', input);

/** Makes a guest with a session of its own; `ok` too where the browser is a guest's already. */
export const signInAsGuest = () => post('sign-in/anonymous', {});

/** Ends the session; its sockets close within a second. */
export const signOut = () => post('sign-out', {});
