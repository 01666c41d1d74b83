import { useRef, useState } from 'react';
import type { BulkAction } from '#components/bulk-bar';
import { filterQuery, type JobFilter } from '#components/job-filter';
import type { MatchingJobs } from '#components/matching-bar';
import { useMessages } from '#components/messages';
import { isTerminal, type JobStatus } from '#contracts/job-status';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import { readCounts, runBulkPage } from '../_lib/jobs-api';

const NONE = { cancel: 0, start: 0, retry: 0 } as const;
const COUNTING: MatchingJobs = { total: null, fitting: NONE, asked: null, outcome: null };

const applies: Record<BulkAction, (status: JobStatus) => boolean> = {
  cancel: (status) => !isTerminal(status) && status !== 'cancelling',
  start: (status) => status === 'scheduled' || status === 'retrying',
  retry: (status) => status === 'failed' || status === 'cancelled',
};

const sumOf = (
  counts: Record<JobStatus, number>,
  filter: JobFilter,
  fits: (status: JobStatus) => boolean,
): number =>
  Object.entries(counts)
    .filter(([status]) => fits(status as JobStatus))
    .filter(([status]) => filter.status.length === 0 || filter.status.includes(status as JobStatus))
    .reduce((sum, [, count]) => sum + count, 0);

interface Chosen {
  /** The filter it was chosen under, as `filterQuery` says it: another one is another question. */
  readonly asked: string;
  readonly jobs: MatchingJobs;
  /** The server's time when they were counted: later jobs are not meant. */
  readonly before: string;
}

/** Every job that matches as a selection, counted by the server and acted on by it a page at a time. */
export function useMatching(filter: JobFilter) {
  const { clockOffsetMs } = useJobsConnection();
  const { jobList } = useMessages();
  const { bulk } = jobList;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const stopped = useRef(false);
  // By what it says: each read of the server brings the same filter as another object.
  const asked = filterQuery(filter);
  const current = chosen?.asked === asked ? chosen : null;
  const patch = (jobs: Partial<MatchingJobs>) =>
    setChosen((now) => now && { ...now, jobs: { ...now.jobs, ...jobs } });

  const choose = async () => {
    const before = new Date(Date.now() + clockOffsetMs).toISOString();
    setChosen({ asked, jobs: COUNTING, before });
    try {
      const counts = await readCounts(filterQuery({ ...filter, status: [] }));
      const count = (action: BulkAction) => sumOf(counts, filter, applies[action]);
      const fitting = { cancel: count('cancel'), start: count('start'), retry: count('retry') };
      patch({ total: sumOf(counts, filter, () => true), fitting });
    } catch {
      patch({ outcome: jobList.loadFailed });
    }
  };

  const run = async (action: BulkAction) => {
    if (!current) return;
    stopped.current = false;
    const { status, type, q, within } = filter;
    const narrowed = { ...(status.length ? { status: [...status] } : {}), q, within };
    const request = { ...narrowed, ...(type.length ? { type: [...type] } : {}), action };
    const key = `${action}-${current.before}-${Math.random().toString(36).slice(2)}`;
    let [done, refused] = [0, 0];
    let cursor: string | null | undefined;
    patch({ asked: 0, outcome: null });
    try {
      do {
        const page = await runBulkPage(
          { ...request, before: current.before, ...(cursor ? { cursor } : {}) },
          key,
        );
        done += page.done;
        refused += page.refused;
        cursor = page.nextCursor;
        patch({ asked: done + refused });
      } while (cursor !== null && !stopped.current);
      const outcome = cursor === null ? bulk.done(done, refused) : bulk.stopped(done + refused);
      patch({ asked: null, fitting: NONE, outcome });
    } catch {
      patch({ asked: null, fitting: NONE, outcome: bulk.broken(done + refused) });
    }
  };
  return {
    jobs: current?.jobs ?? null,
    choose: () => void choose(),
    run: (action: BulkAction) => void run(action),
    stop: () => {
      stopped.current = true;
    },
    clear: () => {
      stopped.current = true;
      setChosen(null);
    },
  };
}
