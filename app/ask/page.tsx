import type { Metadata } from 'next';
import { ServerNow } from '#components/job-time';
import { askResultSchema } from '#contracts/ask';
import { cleanQuestion, MAX_QUESTION_LENGTH } from '#contracts/clean-question';
import { jobIdSchema } from '#contracts/job';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { readQuestion, readQuestions } from '#platform/news/ask/read-questions';
import { readStock } from '#platform/news/ask/read-stock';
import { type CurrentUser, requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { type AskedJob, AskView } from './ask-view';
import './answer.css';
import './ask.css';

interface AskPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const SHOWN_QUESTIONS = 8;

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).ask.heading };
}

/** The question in the address with its job; null where there is none of this person's. */
const readAsked = async (user: CurrentUser, given: unknown): Promise<AskedJob | null> => {
  const jobId = jobIdSchema.safeParse(given).data;
  if (jobId === undefined) return null;
  const { pool, jobs } = await platform();
  const asked = await readQuestion(pool, user.userId, jobId);
  if (!asked) return null;
  const job = await jobs.get({ userId: user.userId, role: user.role, via: 'session' }, jobId);
  // A result of an older form is drawn as if it were not there.
  const result = askResultSchema.safeParse(job.result).data ?? null;
  return { ...asked, job: { ...job, result } };
};

/** A question, its answer as it comes, and what was asked before. */
export default async function AskPage({ searchParams }: AskPageProps) {
  const user = await requireUser('/ask');
  const { job: given, q } = await searchParams;
  const { pool } = await platform();
  const [stock, asked, current] = await Promise.all([
    readStock(pool),
    readQuestions(pool, user.userId, SHOWN_QUESTIONS),
    readAsked(user, given),
  ]);
  return (
    <ServerNow serverNow={Date.now()}>
      <AskView
        stock={stock}
        asked={asked}
        current={current}
        draft={typeof q === 'string' ? cleanQuestion(q).slice(0, MAX_QUESTION_LENGTH) : ''}
        sourcesHref={may(user.role, 'see-operations') ? '/news/sources' : null}
      />
    </ServerNow>
  );
}
