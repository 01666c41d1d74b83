import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../../../_lib/current-user';
import { readPreferences } from '../../../_lib/preferences';
import { FailureView } from './failure-view';
import '../../admin.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).admin.failures.title };
}

interface FailurePageProps {
  params: Promise<{ fingerprint: string }>;
}

/** One group of failures, for those who see operations. */
export default async function FailurePage({ params }: FailurePageProps) {
  const { fingerprint } = await params;
  const { role } = await requireUser(`/admin/failures/${fingerprint}`);
  if (!may(role, 'see-operations') || !/^[0-9a-f]{16}$/.test(fingerprint)) notFound();
  return (
    <ServerNow serverNow={Date.now()}>
      <FailureView fingerprint={fingerprint} role={role} />
    </ServerNow>
  );
}
