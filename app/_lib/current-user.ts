import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Role } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import { platform } from '../api/_lib/platform';
import { findSession } from '../api/_lib/session';
import { AWAY_DIGEST } from './away-digest';

export interface CurrentUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Signed in by "Continue as guest": no password, the account lives in this browser's cookie alone. */
  readonly isGuest: boolean;
}

/** Who is looking at this page, or null. For server components and server actions; asked once a request. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  // Asking for headers first tells the build that the page needs a request; there is no environment then.
  const requestHeaders = await headers();
  const found = await findSession(await platform(), requestHeaders).catch(markAway);
  if (!found) return null;
  const { userId, name, email, role, isGuest } = found;
  return { userId, name, email, role, isGuest };
});

/** Lets the error page tell stores that are away from a page that broke. */
const markAway = (error: unknown): never => {
  const away = error instanceof AppError && error.code === 'dependency_unavailable';
  throw away ? Object.assign(error, { digest: AWAY_DIGEST }) : error;
};

/** As `currentUser`, but sends whoever is not signed in to the sign-in page, and back afterwards. */
export const requireUser = async (returnTo?: string): Promise<CurrentUser> => {
  const user = await currentUser();
  if (user) return user;
  redirect(returnTo ? `/sign-in?returnTo=${encodeURIComponent(returnTo)}` : '/sign-in');
};

/** Whether the sign-in page shows "Continue as guest". */
export const guestsAllowed = async (): Promise<boolean> => {
  await headers();
  return (await platform()).config.auth.allowGuests;
};
