import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../../_lib/current-user';
import { readPreferences } from '../../_lib/preferences';
import { AuditView } from './audit-view';
import '../admin.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).admin.audit.title };
}

/** Who did what, for those who see operations. */
export default async function AuditPage() {
  const { role } = await requireUser('/admin/audit');
  if (!may(role, 'see-operations')) notFound();
  return (
    <ServerNow serverNow={Date.now()}>
      <AuditView role={role} />
    </ServerNow>
  );
}
