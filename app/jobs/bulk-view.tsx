'use client';

import { useState } from 'react';
import { type BulkAction, BulkBar } from '#components/bulk-bar';
import type { JobFilter } from '#components/job-filter';
import { newerJob, type ShownJob } from '#components/job-text';
import { MatchingBar } from '#components/matching-bar';
import { useMessages } from '#components/messages';
import { useJobsClient } from '#hooks/jobs-provider';
import { useCoarseJobs } from '../use-coarse-jobs';
import { filterWords } from './filter-words';
import { useMatching } from './use-matching';

/** Requests of one bulk action that are on their way at once. */
const AT_ONCE = 6;

interface BulkViewProps {
  jobs: readonly ShownJob[];
  ids: ReadonlySet<string>;
  filter: JobFilter;
  /** Whether more jobs match than are listed. */
  more: boolean;
  onClear: () => void;
  /** Selects all that is listed. */
  onPage: () => void;
}

/** The selection as its jobs are now: what can be done with one changes while it is selected. */
export function BulkView({ jobs, ids, filter, more, onClear, onPage }: BulkViewProps) {
  const client = useJobsClient();
  const texts = useMessages();
  const { jobList } = texts;
  const matching = useMatching(filter);
  const live = useCoarseJobs();
  const [working, setWorking] = useState(false);
  const [outcome, setOutcome] = useState<{ of: ReadonlySet<string>; text: string } | null>(null);
  const newest = new Map<string, ShownJob>(live.map((job) => [job.id, job]));
  const selected = jobs
    .filter(({ id }) => ids.has(id))
    .map((job) => newerJob(job, newest.get(job.id)));

  const run = async (action: BulkAction, chosen: readonly ShownJob[]) => {
    setWorking(true);
    const verbs = {
      cancel: client.cancelJob,
      start: client.startNow,
      retry: client.retryJob,
    };
    const ask = (job: ShownJob): Promise<unknown> => verbs[action](job.id);
    const refused = await countRefused(chosen, ask);
    setWorking(false);
    setOutcome({ of: ids, text: jobList.bulk.done(chosen.length - refused, refused) });
  };
  if (matching.jobs) {
    return (
      <MatchingBar
        jobs={matching.jobs}
        filterText={filterWords(texts, filter)}
        onRun={matching.run}
        onStop={matching.stop}
        onClear={() => {
          matching.clear();
          onClear();
        }}
      />
    );
  }
  return (
    <BulkBar
      selected={selected}
      working={working}
      outcome={working ? jobList.bulk.working : outcome?.of === ids ? outcome.text : null}
      onRun={(action, chosen) => void run(action, chosen)}
      onClear={onClear}
      onPage={selected.length < jobs.length ? onPage : undefined}
      onAll={more && selected.length === jobs.length ? matching.choose : undefined}
    />
  );
}

/** Asks for each item, a few at a time; answers how many were refused. */
async function countRefused<T>(items: readonly T[], ask: (item: T) => Promise<unknown>) {
  let refused = 0;
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await ask(item).catch(() => {
        refused += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return refused;
}
