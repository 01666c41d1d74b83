import type { Metadata } from 'next';
import { ServerNow } from '#components/job-time';
import { train } from '#contracts/jobs/train';
import { messagesFor } from '#contracts/messages/index';
import { isAtLeast } from '#contracts/roles';
import { loadCurriculum } from '#platform/guidelines/curriculum';
import { listGuidelines } from '#platform/guidelines/read-guidelines';
import { createTopicStore } from '#platform/guidelines/topic-store';
import { requireUser } from '../_lib/current-user';
import { latestJobs } from '../_lib/latest-jobs';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { GuidelinesView } from './guidelines-view';
import './guidelines.css';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).guidelines.title };
}

/** All topics, what has been learnt of them, and for admins the training that brings the rest. */
export default async function GuidelinesPage() {
  const user = await requireUser('/guidelines');
  const { pool } = await platform();
  const [list, latest] = await Promise.all([
    listGuidelines(createTopicStore(pool), loadCurriculum('first-aid')),
    latestJobs(user),
  ]);
  return (
    <ServerNow serverNow={Date.now()}>
      <GuidelinesView
        list={list}
        isAdmin={isAtLeast(user.role, train.role)}
        latest={latest.train ?? null}
      />
    </ServerNow>
  );
}
