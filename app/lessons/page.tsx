import type { Metadata } from 'next';
import { ServerNow } from '#components/job-time';
import { messagesFor } from '#contracts/messages/index';
import { bundledCurriculum } from '#platform/lessons/curriculum';
import { listWorkflows } from '#platform/lessons/lesson-workflows';
import { requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { LessonsView } from './lessons-view';
import './lessons.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).lessons.title };
}

/** The user's workflows of lesson plans, and a form for another. */
export default async function LessonsPage() {
  const { userId, role } = await requireUser('/lessons');
  const workflows = await listWorkflows(await platform(), { userId, role, via: 'session' });
  const { title, modules, source } = bundledCurriculum();
  return (
    <ServerNow serverNow={Date.now()}>
      <LessonsView
        curriculum={{ title, modules: modules.length, note: source.note }}
        workflows={workflows.map(({ createdAt, ...one }) => ({
          ...one,
          createdAt: createdAt.toISOString(),
        }))}
      />
    </ServerNow>
  );
}
