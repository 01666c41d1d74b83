'use client';

import { useEffect, useMemo, useState } from 'react';
import { newerJob, type ShownJob } from '#components/job-text';
import { JobTray, type TrayFilter } from '#components/job-tray';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import { useJobsClient } from '#hooks/jobs-provider';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { jobHref, readJobs } from './_lib/jobs-api';

/** Jobs in the tray; all of them are on the Jobs page. */
const MAX_ROWS = 30;

/** The tray: the server's newest jobs, each as the live store knows it now. */
export function JobTrayView({ onClose }: { onClose: () => void }) {
  const client = useJobsClient();
  const { jobs: live, active } = useBackgroundJobs();
  const [filter, setFilter] = useState<TrayFilter>('all');
  const { listed, state, reload, forget } = useListed();
  const [clearedAt, setClearedAt] = useState(() => readClearedAt(client.userId));
  const jobs = useMemo(
    () => mergeJobs(listed, live, clearedAt).slice(0, MAX_ROWS),
    [listed, live, clearedAt],
  );
  const clear = () => {
    const now = new Date(Date.now() + client.getConnection().clockOffsetMs).toISOString();
    keepClearedAt(client.userId, now);
    setClearedAt(now);
    // What was read when the tray opened is older than what has ended since: it must not come back.
    forget(new Set(jobs.filter((job) => isTerminal(job.status)).map(({ id }) => id)));
    client.clearFinished();
  };
  return (
    <JobTray
      jobs={jobs}
      active={active.length}
      state={state}
      filter={filter}
      hrefOf={(job) => jobHref(job.id)}
      allHref="/jobs"
      onFilter={setFilter}
      onRetry={(job) => void client.retryJob(job.id).catch(() => {})}
      onClear={clear}
      onReload={reload}
      onLeave={onClose}
    />
  );
}

/** The server's newest jobs, read when the tray opens. */
function useListed() {
  const [listed, setListed] = useState<readonly Job[]>([]);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round reads again
  useEffect(() => {
    const request = new AbortController();
    setState('loading');
    readJobs('', { limit: MAX_ROWS }, request.signal).then(
      ({ jobs }) => {
        setListed(jobs);
        setState('ready');
      },
      () => !request.signal.aborted && setState('failed'),
    );
    return () => request.abort();
  }, [round]);
  const forget = (ids: ReadonlySet<string>) =>
    setListed((before) => before.filter(({ id }) => !ids.has(id)));
  return { listed, state, forget, reload: () => setRound(round + 1) };
}

/**
 * Both lists as one, live jobs first, then the newest. Of a job in both the newer revision counts.
 *
 * @param clearedAt what ended before this moment (ISO 8601) is left out; empty leaves out nothing
 */
function mergeJobs(
  listed: readonly Job[],
  live: readonly ShownJob[],
  clearedAt: string,
): readonly ShownJob[] {
  const merged = new Map<string, ShownJob>(listed.map((job) => [job.id, job]));
  for (const job of live) {
    const other = merged.get(job.id);
    merged.set(job.id, other ? newerJob(other, job) : job);
  }
  const rank = (job: ShownJob) => (isTerminal(job.status) ? 1 : 0);
  return [...merged.values()]
    .filter((job) => job.finishedAt === null || job.finishedAt > clearedAt)
    .sort((a, b) => rank(a) - rank(b) || b.createdAt.localeCompare(a.createdAt));
}

const clearedKey = (userId: string): string => `jobwire:tray-cleared:${userId}`;

function readClearedAt(userId: string): string {
  try {
    return localStorage.getItem(clearedKey(userId)) ?? '';
  } catch {
    return '';
  }
}

function keepClearedAt(userId: string, at: string): void {
  try {
    localStorage.setItem(clearedKey(userId), at);
  } catch {
    // Forbidden: what was cleared comes back with the next page.
  }
}
