import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { readLanguages } from '#platform/languages/read-languages';
import { requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { LanguagesView } from './languages-view';
import './languages.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).languages.title };
}

/** The languages, for those who see operations; for everybody else there is no such page. */
export default async function LanguagesPage() {
  const { role } = await requireUser('/languages');
  if (!may(role, 'see-operations')) notFound();
  return (
    <ServerNow serverNow={Date.now()}>
      <LanguagesView initial={await readLanguages(await platform())} role={role} />
    </ServerNow>
  );
}
