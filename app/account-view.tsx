'use client';

import { Layers, Send, UserRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AccountMenu } from '#components/account-menu';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import { may } from '#contracts/roles';
import { useJobsClient } from '#hooks/jobs-provider';
import { signOut } from './_lib/sign-in-client';
import type { SessionUser } from './jobs-provider-view';
import { keepLanguage } from './keep-language';

// Loaded when the menu is first opened.
const NotifySwitchView = dynamic(
  async () => (await import('./notifications/notify-switch-view')).NotifySwitchView,
  { ssr: false },
);

/** Signing out does not wait longer for the push service, in milliseconds. */
const PUSH_PATIENCE_MS = 2_000;

const endPush = async (): Promise<void> => {
  const { unsubscribeFromPush } = await import('./notifications/push-subscription');
  await unsubscribeFromPush();
};

/** The account menu. Signing out makes every tab of this browser forget the user's jobs. */
export function AccountView({ user }: { user: SessionUser }) {
  const client = useJobsClient();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    // What is still to be told is for whoever is signed in, not for whoever uses this browser next.
    await Promise.race([
      endPush().catch(() => {}),
      new Promise((done) => setTimeout(done, PUSH_PATIENCE_MS)),
    ]);
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
    >
      <NotifySwitchView />
      <AccountLink />
      <AlertsLink />
      {may(user.role, 'see-engine') && <QueuesLink />}
    </AccountMenu>
  );
}

function AccountLink() {
  const { account } = useMessages();
  return (
    <Link className="menu-item" href="/account">
      <UserRound className="i" aria-hidden="true" />
      {account.link}
    </Link>
  );
}

function AlertsLink() {
  const { alerts } = useMessages();
  return (
    <Link className="menu-item" href="/alerts">
      <Send className="i mirror" aria-hidden="true" />
      {alerts.menu}
    </Link>
  );
}

function QueuesLink() {
  const { shell } = useMessages();
  return (
    // A full load: what answers there is not one of our pages.
    <a className="menu-item" href="/admin/queues">
      <Layers className="i" aria-hidden="true" />
      {shell.queues}
    </a>
  );
}
