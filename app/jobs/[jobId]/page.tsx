import { isDeepStrictEqual } from 'node:util';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { JobHistory } from '#contracts/api';
import { type Job, jobIdSchema } from '#contracts/job';
import { findContract } from '#contracts/jobs/index';
import { messagesFor } from '#contracts/messages/index';
import { requireUser } from '../../_lib/current-user';
import { typeText } from '../../_lib/job-texts';
import { readPreferences } from '../../_lib/preferences';
import { preloadMono } from '../../_lib/preload-fonts';
import { platform } from '../../api/_lib/platform';
import { asAppError } from '../../api/_lib/problem';
import { JobView } from './job-view';
import '../../ask/answer.css';
import '../jobs.css';

interface JobPageProps {
  params: Promise<{ jobId: string }>;
}

interface Read {
  readonly job: Job;
  readonly history: JobHistory;
  readonly readAt: number;
}

/** An id as it stands in the address; null where it cannot be one. */
const jobIdOf = async ({ params }: JobPageProps): Promise<string | null> => {
  try {
    return jobIdSchema.parse(decodeURIComponent((await params).jobId));
  } catch {
    return null;
  }
};

/** Whether the result is just what its type's contract would make of it: then no browser has to check it. */
const resultFits = ({ type, result }: Job): boolean =>
  result !== null && isDeepStrictEqual(findContract(type)?.output.safeParse(result).data, result);

/** The job and its history, once a request; null where the caller has no such job. */
const readJob = cache(async (jobId: string): Promise<Read | null> => {
  const { userId, role } = await requireUser(`/jobs/${encodeURIComponent(jobId)}`);
  const who = { userId, role, via: 'session' } as const;
  const { jobs } = await platform();
  const readAt = Date.now();
  try {
    const [job, history] = await Promise.all([jobs.get(who, jobId), jobs.history(who, jobId)]);
    return { job, history, readAt };
  } catch (error) {
    // Somebody else's job and one that never was look alike.
    if (['not_found', 'invalid_id'].includes(asAppError(error).code)) return null;
    throw error;
  }
});

export async function generateMetadata(props: JobPageProps): Promise<Metadata> {
  const { locale } = await readPreferences();
  const jobId = await jobIdOf(props);
  const read = jobId === null ? null : await readJob(jobId).catch(() => null);
  const { notFound: missing } = messagesFor(locale).job;
  return { title: read ? typeText(read.job.type, locale).title : missing.title };
}

/** One job: how it stands, what it did, what came of it. */
export default async function JobPage(props: JobPageProps) {
  preloadMono();
  const jobId = await jobIdOf(props);
  await requireUser(jobId === null ? '/jobs' : `/jobs/${encodeURIComponent(jobId)}`);
  const read = jobId === null ? null : await readJob(jobId);
  if (!read) notFound();
  const { job, history, readAt } = read;
  const checkedEnd = resultFits(job) ? job.finishedAt : null;
  return <JobView job={job} history={history} readAt={readAt} checkedEnd={checkedEnd} />;
}
