import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../_lib/current-user';
import { typeTitles } from '../_lib/job-texts';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { SchedulesView } from './schedules-view';
import './schedules.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).schedules.title };
}

/** The schedules, for those who see operations; for everybody else there is no such page. */
export default async function SchedulesPage() {
  const { role } = await requireUser('/schedules');
  if (!may(role, 'see-operations')) notFound();
  const { schedules } = await platform();
  const { locale } = await readPreferences();
  const list = await schedules.list(locale);
  const histories = await Promise.all(
    list.schedules.map(async ({ name }) => [name, await schedules.history(name)] as const),
  );
  return (
    <ServerNow serverNow={Date.now()}>
      <SchedulesView
        initial={list}
        histories={Object.fromEntries(histories)}
        locale={locale}
        titles={typeTitles(locale)}
        role={role}
      />
    </ServerNow>
  );
}
