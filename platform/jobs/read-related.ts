import type { RelatedJobs } from '#contracts/api';
import type { Job } from '#contracts/job';
import { MAX_CHILDREN } from '#contracts/limits';
import type { JobReads } from '../store/job-reads';
import type { JobRow } from '../store/job-row';

/** Retries shown of one job: the newest. */
const MAX_RETRIES = 20;

/**
 * The jobs round a job. All belong to its owner: a job starts others for its own owner only.
 *
 * @param view shows rows as the outside sees them, in order
 */
export const readRelated = async (
  reads: JobReads,
  row: JobRow,
  view: (rows: readonly JobRow[]) => Promise<Job[]>,
): Promise<RelatedJobs> => {
  const above = [row.parent_id, row.retry_of].filter((id) => id !== null);
  const [sources, started, retries] = await Promise.all([
    reads.findMany(above),
    reads.startedBy(row.id, 2 * MAX_CHILDREN),
    reads.list({ owner: row.owner, retryOf: row.id, limit: MAX_RETRIES }),
  ]);
  const rows = [...sources, ...started.map((one) => one.row), ...retries];
  const jobs = new Map((await view(rows)).map((job) => [job.id, job]));
  const find = (id: string | null): Job | null => (id === null ? null : (jobs.get(id) ?? null));
  const children: RelatedJobs['children'] = [];
  const next: Job[] = [];
  for (const one of started) {
    const job = jobs.get(one.row.id) as Job;
    if (one.key === null) next.push(job);
    else children.push({ name: one.name ?? '', key: one.key, weight: one.weight ?? 1, job });
  }
  return {
    parent: find(row.parent_id),
    retryOf: find(row.retry_of),
    children,
    next,
    retries: retries.map((one) => jobs.get(one.id) as Job),
  };
};
