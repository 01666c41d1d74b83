import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { AdminView } from './admin-view';
import './admin.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).admin.title };
}

/** How the installation does, for those who see operations; for everybody else there is no such page. */
export default async function AdminPage() {
  const { role } = await requireUser('/admin');
  if (!may(role, 'see-operations')) notFound();
  return (
    <AdminView
      role={role}
      start={{
        readAt: Date.now(),
        ...{ overview: null, failures: null, queues: null, workers: null },
        ...{ audit: null, schedules: null },
      }}
    />
  );
}
