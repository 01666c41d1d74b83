'use client';

import { useState } from 'react';
import { AccountMenu } from '#components/account-menu';
import { useJobsClient } from '#hooks/jobs-provider';
import { signOut } from './_lib/sign-in-client';
import type { SessionUser } from './jobs-provider-view';
import { keepLanguage } from './keep-language';

/** The account menu. Signing out makes every tab of this browser forget the user's jobs. */
export function AccountView({ user }: { user: SessionUser }) {
  const client = useJobsClient();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    const answer = await signOut();
    if (!answer.ok) return setLeaving(false);
    client.logout();
    // A full load: the server has to draw the next page without the user.
    location.assign('/sign-in');
  };
  return (
    <AccountMenu
      name={user.name}
      email={user.email}
      isGuest={user.isGuest}
      leaving={leaving}
      onSignOut={leave}
      onLanguage={keepLanguage}
    />
  );
}
