import type { Metadata } from 'next';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { requireUser } from './_lib/current-user';
import { latestJobs } from './_lib/latest-jobs';
import { readPreferences } from './_lib/preferences';
import { readPrefill } from './_lib/prefill';
import { studioSections } from './_lib/studio-sections';
import { StudioView } from './studio-view';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).studio.title };
}

interface StudioPageProps {
  /** `type`: the form to show first. `from` or `retry`: an earlier job whose input fills it. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The Studio: a form for every job type, made from its contract. */
export default async function StudioPage({ searchParams }: StudioPageProps) {
  const user = await requireUser('/');
  const { type, from, retry } = await searchParams;
  const [prefill, latest, { locale }] = await Promise.all([
    readPrefill(user, { type, from: from ?? retry }),
    latestJobs(user),
    readPreferences(),
  ]);
  return (
    <ServerNow serverNow={Date.now()}>
      <StudioView sections={studioSections(user.role, locale)} prefill={prefill} latest={latest} />
    </ServerNow>
  );
}
