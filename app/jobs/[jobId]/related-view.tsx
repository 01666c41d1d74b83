'use client';

import { useState } from 'react';
import type { ShownJob } from '#components/job-text';
import { JobBranch, JobTwig } from '#components/job-tree';
import { useMessages } from '#components/messages';
import type { RelatedJobs } from '#contracts/api';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import { MAX_FLOW_DEPTH } from '#contracts/limits';
import { jobHref } from '../../_lib/jobs-api';
import { useCoarseJobs } from '../../use-coarse-jobs';
import { LiveJobView } from '../live-job-view';
import { useRelated } from './use-related';

/** Children drawn of one call. Each that lives is followed by itself. */
const MAX_DRAWN = 100;

/** The tree round a job: where it comes from, what it started, what came after it. */
export function RelatedView({ job }: { job: ShownJob }) {
  const { related: words } = useMessages();
  const related = useRelated(job.id, job.rev);
  if (!related) {
    return <p className="note">{related === null ? words.notLoaded : words.loading}</p>;
  }
  const { parent, retryOf, children, next, retries } = related;
  if (!parent && !retryOf && children.length + next.length + retries.length === 0) {
    return <p className="note">{words.none}</p>;
  }
  return (
    <div className="tree">
      {parent && <Plain title={words.parent} jobs={[parent]} />}
      {retryOf && <Plain title={words.retryOf} jobs={[retryOf]} />}
      <Children items={children} depth={1} />
      {next.length > 0 && <Plain title={words.next} jobs={next} />}
      {retries.length > 0 && <Plain title={words.retries} jobs={retries} />}
    </div>
  );
}

function Plain({ title, jobs }: { title: string; jobs: readonly Job[] }) {
  return (
    <JobBranch title={title}>
      {jobs.map((job) => (
        <LiveJobView
          key={job.id}
          job={job}
          paused={false}
          draw={(newest) => <JobTwig job={newest} href={jobHref(newest.id)} />}
        />
      ))}
    </JobBranch>
  );
}

type Child = RelatedJobs['children'][number];

/** The children of a job, call by call. */
function Children({ items, depth }: { items: readonly Child[]; depth: number }) {
  const calls = new Map<string, Child[]>();
  for (const item of items) calls.set(item.name, [...(calls.get(item.name) ?? []), item]);
  return [...calls].map(([name, call]) => (
    <Call key={name} name={name} items={call} depth={depth} />
  ));
}

function Call({ name, items, depth }: { name: string; items: readonly Child[]; depth: number }) {
  const { related: words } = useMessages();
  const states = new Map(useCoarseJobs().map(({ id, status }) => [id, status]));
  const ended = items.filter(({ job }) => isTerminal(states.get(job.id) ?? job.status)).length;
  const left = items.length - MAX_DRAWN;
  return (
    <JobBranch
      title={words.children(name)}
      aside={words.done(ended, items.length)}
      {...(left > 0 ? { note: words.more(left) } : {})}
    >
      {items.slice(0, MAX_DRAWN).map(({ key, job: listed }) => (
        <LiveJobView
          key={key}
          job={listed}
          paused={false}
          draw={(job) => (
            <JobTwig job={job} label={key} href={jobHref(job.id)}>
              <Below job={job} depth={depth} />
            </JobTwig>
          )}
        />
      ))}
    </JobBranch>
  );
}

/** The children of a child, from the moment it waits for them. */
function Below({ job, depth }: { job: ShownJob; depth: number }) {
  const waits = job.waitingFor?.reason === 'child';
  const [open, setOpen] = useState(waits);
  if (waits && !open) setOpen(true);
  return open && depth < MAX_FLOW_DEPTH ? <Nested job={job} depth={depth} /> : null;
}

function Nested({ job, depth }: { job: ShownJob; depth: number }) {
  const related = useRelated(job.id, job.rev);
  return related ? <Children items={related.children} depth={depth + 1} /> : null;
}
