import type { Metadata } from 'next';
import { ServerNow } from '#components/job-time';
import type { AlertScope } from '#contracts/alert-events';
import { jobContracts } from '#contracts/jobs/index';
import { messagesFor } from '#contracts/messages/index';
import { isAtLeast, type Role } from '#contracts/roles';
import type { Principal } from '#platform/principal';
import { requireUser } from '../_lib/current-user';
import { typeText } from '../_lib/job-texts';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { AlertsView } from './alerts-view';
import './alerts.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).alerts.title };
}

/** Job types that somebody with this role starts, admins' eyes being everywhere; what delivers alerts has none. */
const titlesOf = (role: Role, locale: string): Record<string, string> =>
  Object.fromEntries(
    Object.values(jobContracts)
      .filter((contract) => contract.type !== 'deliver-alert' && isAtLeast(role, contract.role))
      .map(({ type }) => [type, typeText(type, locale).title]),
  );

/** Where one's jobs are told of elsewhere; for admins also where everybody's failures are. */
export default async function AlertsPage() {
  const { userId, role } = await requireUser('/alerts');
  const { alerts } = await platform();
  const { locale } = await readPreferences();
  const who: Principal = { userId, role, via: 'session' };
  const list = await alerts.list(who);
  const latest = (scope: AlertScope) => alerts.deliveries(who, { scope, limit: 20 });
  const [mine, operators] = await Promise.all([
    latest('mine'),
    list.operators ? latest('operators') : [],
  ]);
  return (
    <ServerNow serverNow={Date.now()}>
      <AlertsView
        initial={list}
        deliveries={{ mine, operators }}
        titles={titlesOf(role, locale)}
        locale={locale}
        role={role}
      />
    </ServerNow>
  );
}
