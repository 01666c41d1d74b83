'use client';

import { JobLine } from '#components/job-line';
import type { ShownJob } from '#components/job-text';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import type { Job } from '#contracts/job';
import type { JobType } from '#contracts/jobs/index';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { jobHref } from './_lib/jobs-api';

/** The newest job of a type: the live store's, or the one the server knew where that is newer. */
export function LatestLine({ type, known }: { type: JobType; known: Job | null }) {
  const { studio } = useMessages();
  const { jobs, active } = useBackgroundJobs({ types: [type] });
  const live = jobs[0];
  const job: ShownJob | null = live && live.createdAt >= (known?.createdAt ?? '') ? live : known;
  if (!job) return null;
  const others = active.filter(({ id }) => id !== job.id).length;
  return (
    <>
      <JobLine job={job} href={jobHref(job.id)} />
      {others > 0 && (
        <p className="others xs muted">
          <Link href={`/jobs?type=${type}`}>{studio.stillRunning(others)}</Link>
        </p>
      )}
    </>
  );
}
