import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { auditQuerySchema, overviewQuerySchema } from '#contracts/admin';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { apiQuery, readAddress } from './address';
import { AdminView } from './admin-view';
import { AUDIT_LINES, type DashboardStart } from './dashboard-start';
import './admin.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).admin.title };
}

interface AdminPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** How the installation does, for those who see operations; for everybody else there is no such page. */
export default async function AdminPage({ searchParams }: AdminPageProps) {
  const { role } = await requireUser('/admin');
  if (!may(role, 'see-operations')) notFound();
  const params = await searchParams;
  const address = readAddress({
    get: (name) => (typeof params[name] === 'string' ? params[name] : null),
  });
  return <AdminView role={role} start={await readStart(apiQuery(address))} />;
}

/** What cannot be read now is left out: the page asks for it again, and says why it does not come. */
const orNull = <T,>(value: Promise<T>): Promise<T | null> => value.catch(() => null);

async function readStart(key: string): Promise<DashboardStart> {
  const { operators, schedules } = await platform();
  const { locale } = await readPreferences();
  const query = overviewQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(key))).data;
  const [overview, failures, queues, workers, audit, list] = await Promise.all([
    query ? orNull(operators.overview(query)) : null,
    query ? orNull(operators.failures(query)) : null,
    orNull(operators.queues()),
    orNull(operators.workers()),
    orNull(operators.audit(auditQuerySchema.parse({ limit: String(AUDIT_LINES) }))),
    orNull(schedules.list(locale)),
  ]);
  return {
    readAt: Date.now(),
    overview: overview && { key, value: overview },
    failures: failures && { key, value: failures },
    ...{ queues, workers, audit, schedules: list },
  };
}
