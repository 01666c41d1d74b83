import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../../_lib/current-user';
import { readPreferences } from '../../_lib/preferences';
import { EndedJobsView } from './ended-jobs-view';
import '../admin.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).admin.ended.title };
}

/** Everybody's jobs that ended in a stretch of time, for those who see operations. */
export default async function EndedJobsPage() {
  const { role } = await requireUser('/admin/jobs');
  if (!may(role, 'see-operations')) notFound();
  return (
    <ServerNow serverNow={Date.now()}>
      <EndedJobsView role={role} />
    </ServerNow>
  );
}
