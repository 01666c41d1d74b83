import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { filterQuery, type JobFilter, parseFilter } from '#components/job-filter';
import type { JobList } from '#contracts/api';
import { type Job, jobStatuses, terminalStatuses } from '#contracts/job';
import { jobTypes } from '#contracts/jobs/index';
import { messagesFor } from '#contracts/messages/index';
import type { JobService } from '#platform/jobs/job-service';
import type { Principal } from '#platform/principal';
import { requireUser } from '../_lib/current-user';
import { readPreferences } from '../_lib/preferences';
import { platform } from '../api/_lib/platform';
import { asAppError } from '../api/_lib/problem';
import type { FirstPage } from './first-page';
import { JobsView } from './jobs-view';
import '../ask/answer.css';
import './jobs.css';

const PAGE_ROWS = 50;
const MAX_LIVE_ROWS = 100;
const liveStatuses = jobStatuses.filter(
  (status) => !(terminalStatuses as readonly string[]).includes(status),
);

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).jobList.title };
}

interface JobsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The user's jobs: the first page is in the HTML, what happens afterwards comes live. */
export default async function JobsPage({ searchParams }: JobsPageProps) {
  const params = await searchParams;
  const filter = parseFilter(
    { get: (name) => (typeof params[name] === 'string' ? params[name] : null) },
    jobTypes,
  );
  const { userId, role } = await requireUser(`/jobs${filterQuery(filter)}`);
  const { density } = await readPreferences();
  const page = await readFirstPage({ userId, role, via: 'session' }, filter);
  return <JobsView filter={filter} first={page} density={density} />;
}

async function readFirstPage(who: Principal, filter: JobFilter): Promise<FirstPage> {
  // Before the read: a job that is accepted while it goes on counts as new, never as missing.
  const readAt = Date.now();
  try {
    const { jobs } = await platform();
    const [list, counts] = await Promise.all([readList(jobs, who, filter), jobs.counts(who)]);
    return { ok: true, readAt, list, counts };
  } catch (error) {
    const requestId = randomUUID();
    const { code } = asAppError(error);
    await platform().then(
      ({ log }) => log.warn({ requestId, code, err: error }, 'the list of jobs could not be read'),
      () => {}, // Without a platform the start of the server has said why.
    );
    return { ok: false, readAt, code, requestId };
  }
}

/** Live jobs first, however old, then the newest: a filter by state needs no such help. */
async function readList(
  service: JobService,
  who: Principal,
  { status, type, q, within }: JobFilter,
): Promise<JobList> {
  const narrowed = {
    ...(type.length > 0 ? { type: [...type] } : {}),
    ...(q === '' ? {} : { q }),
    ...(within === undefined ? {} : { within }),
  };
  if (status.length > 0) {
    return service.list(who, { ...narrowed, status: [...status], limit: PAGE_ROWS });
  }
  const [live, newest] = await Promise.all([
    service.list(who, { ...narrowed, status: liveStatuses, limit: MAX_LIVE_ROWS }),
    service.list(who, { ...narrowed, limit: PAGE_ROWS }),
  ]);
  const listed = new Set(live.jobs.map(({ id }) => id));
  const rest = newest.jobs.filter(({ id }: Job) => !listed.has(id));
  return { jobs: [...live.jobs, ...rest], nextCursor: newest.nextCursor };
}
