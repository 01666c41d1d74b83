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

/**
 * The realtime client of the signed-in user; the session cookie is its key to the API. It stands in the root layout, so
 * that shell and page share its code: a chunk that comes by itself would bring it a second time.
 */
export function JobsProviderView({ userId, children }: { userId: string; children: ReactNode }) {
  return <JobsProvider userId={userId}>{children}</JobsProvider>;
}
