'use client';

import type { ReactNode } from 'react';
import type { Role } from '#contracts/roles';
import { JobsProvider } from '#hooks/jobs-provider';

/** Who the page was made for, as far as the browser needs to know. */
export interface SessionUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isGuest: boolean;
}

/** The realtime client of the signed-in user; the session cookie is its key to the API. */
export function JobsProviderView({ user, children }: { user: SessionUser; children: ReactNode }) {
  return <JobsProvider userId={user.userId}>{children}</JobsProvider>;
}
