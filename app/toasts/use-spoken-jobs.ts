import { useEffect, useRef } from 'react';
import type { Announcer } from '#components/announcer';
import { jobTitle } from '#components/job-text';
import { useMessages } from '#components/messages';
import { createMilestones } from '#components/spoken-milestones';
import type { ClientJob } from '#hooks/jobs-api';
import { useJobsClient } from '#hooks/jobs-provider';

/** A start this soon after the order is no news. */
const SOON_MS = 2_000;

/**
 * Says what happens to jobs that have not ended: queued, started, tried again, and some milestones of
 * long ones. What was already so when the page was loaded stays unsaid; endings are said by their toast.
 */
export function useSpokenJobs(announcer: Announcer, jobs: readonly ClientJob[]): void {
  const texts = useMessages();
  const client = useJobsClient();
  const heard = useRef(new Map<string, ClientJob['status']>());

  useEffect(() => {
    const { spoken } = texts.toasts;
    const before = heard.current;
    heard.current = new Map(jobs.map((job) => [job.key, job.status]));
    for (const job of jobs) {
      const was = before.get(job.key);
      const isNew = was === undefined || was === 'creating';
      if (job.origin === 'restored' || was === job.status) continue;
      const title = jobTitle(texts, job);
      if (job.status === 'pending' && isNew && job.origin === 'this-tab') {
        announcer.say(spoken.queued(title));
      } else if (job.status === 'running' && was === 'pending') {
        const waitedMs = Date.parse(job.startedAt ?? '') - Date.parse(job.createdAt);
        if (waitedMs > SOON_MS) announcer.say(spoken.started(title));
      } else if (job.status === 'retrying' && was !== undefined) {
        announcer.say(spoken.retrying(title));
      }
    }
  }, [jobs, announcer, texts]);

  useEffect(() => {
    const milestones = createMilestones();
    return client.onEvent({
      onProgress(job) {
        if (job.startedAt === null) return;
        const mark = milestones.reached(job.id, job.progress.percent, Date.parse(job.startedAt));
        if (mark !== null) announcer.say(texts.toasts.spoken.progress(jobTitle(texts, job), mark));
      },
      onTerminal(job) {
        milestones.forget(job.id);
        return false;
      },
    });
  }, [client, announcer, texts]);
}
