import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../../_lib/current-user';
import { readPreferences } from '../../_lib/preferences';
import { readSourceList } from '../../_lib/source-list';
import { platform } from '../../api/_lib/platform';
import { SourcesView } from './sources-view';
import '../news.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).news.title };
}

/** The feeds, for whoever operates this installation; for everybody else there is no such page. */
export default async function SourcesPage() {
  const { role } = await requireUser('/news/sources');
  if (!may(role, 'see-operations')) notFound();
  return (
    <ServerNow serverNow={Date.now()}>
      <SourcesView initial={await readSourceList(await platform())} role={role} />
    </ServerNow>
  );
}
