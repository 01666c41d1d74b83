import type { Metadata } from 'next';
import { ServerNow } from '#components/job-time';
import { translate } from '#contracts/jobs/translate';
import { messagesFor } from '#contracts/messages/index';
import { isAtLeast } from '#contracts/roles';
import { readCoverage } from '#platform/guidelines/translation/read-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { requireUser } from '../../_lib/current-user';
import { readPreferences } from '../../_lib/preferences';
import { platform } from '../../api/_lib/platform';
import { TranslationsView } from './translations-view';
import './translations.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).translations.title };
}

/** Coverage of every language; admins start a translation here. */
export default async function TranslationsPage() {
  const { role } = await requireUser('/guidelines/translations');
  const { pool } = await platform();
  const coverage = await readCoverage(createTranslationStore(pool), loadSourceText());
  return (
    <ServerNow serverNow={Date.now()}>
      <TranslationsView initial={coverage} isAdmin={isAtLeast(role, translate.role)} />
    </ServerNow>
  );
}
