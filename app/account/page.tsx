import type { Metadata } from 'next';
import { AccountFacts } from '#components/account/account-facts';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { GUEST_CONFIRMATION } from '#contracts/user-data';
import { requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { EraseView } from './erase-view';
import { ExportView } from './export-view';
import './account.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).account.title };
}

/** One's own account: who one is here, one's data as a file, and the end of both. */
export default async function AccountPage() {
  const { userId, name, email, role, isGuest } = await requireUser('/account');
  const { locale } = await readPreferences();
  const { account } = messagesFor(locale);
  const { userData, jobs } = await platform();
  const [exports, live] = await Promise.all([
    userData.exporter.list(userId),
    jobs.list(
      { userId, role, via: 'session' },
      { type: ['export-data'], status: ['pending', 'running', 'retrying'], limit: 1 },
    ),
  ]);
  return (
    <ServerNow serverNow={Date.now()}>
      <div className="pagehead">
        <h1>{account.title}</h1>
        <p>{account.lead}</p>
      </div>
      <div className="accountpage">
        <AccountFacts name={name} email={email} role={role} isGuest={isGuest} />
        <ExportView initial={{ runningJobId: live.jobs[0]?.id ?? null, exports }} />
        <EraseView wanted={isGuest ? GUEST_CONFIRMATION : email} isGuest={isGuest} />
      </div>
    </ServerNow>
  );
}
