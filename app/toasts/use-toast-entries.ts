import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Announcer } from '#components/announcer';
import { jobHeadline, jobTitle } from '#components/job-text';
import { useMessages } from '#components/messages';
import { createToastBook, type ToastBook, type ToastEntry } from '#components/toast-book';
import { isTerminal } from '#contracts/job-status';
import type { ClientJob, JobNotice } from '#hooks/jobs-api';
import { useJobNotices } from '#hooks/use-job-notices';
import { markEnding } from './mark-ending';
import { type AwayCounts, useAway } from './use-away';

const DISMISSED_KEY = 'jobwire:toasts-dismissed';
const NONE: readonly ToastEntry[] = [];

export interface ToastEntries {
  readonly book: ToastBook;
  readonly entries: readonly ToastEntry[];
  readonly away: AwayCounts | null;
  readonly clearAway: () => void;
}

/**
 * Which jobs have a toast: the live ones of this user, and the endings that fell to this tab.
 *
 * @param onHidden an ending that fell to this tab while no tab was in view
 */
export function useToastEntries(
  jobs: readonly ClientJob[],
  announcer: Announcer,
  onHidden: (notice: JobNotice) => void,
): ToastEntries {
  const [book] = useState(() =>
    createToastBook({ dismissed: readDismissed(), onDismissed: keepDismissed }),
  );
  useEffect(() => () => book.close(), [book]);
  const say = useSpokenEndings(announcer);
  const { away: missed, clearAway } = useJobNotices({
    onNotice(notice) {
      if (isPart(notice.job, jobs)) return;
      markEnding(notice, notice.visible ? 'toast' : 'notification');
      if (!notice.visible) return onHidden(notice);
      book.end(notice.job.key, notice.job, notice.kind === 'lost' ? 'lost' : 'ended');
      say(notice);
    },
  });
  const live = useMemo(
    () =>
      jobs
        .filter((job) => isShown(job) && !isPart(job, jobs))
        .map((job) => ({ key: job.key, job, restored: isRestored(job) })),
    [jobs],
  );
  useEffect(() => book.setLive(live), [book, live]);
  const entries = useSyncExternalStore(book.subscribe, book.getEntries, () => NONE);
  const [away, forgetAway] = useAway(missed, clearAway, book, announcer);
  return { book, entries, away, clearAway: forgetAway };
}

const isRestored = (job: ClientJob): boolean => job.origin === 'restored';
/** A job that waits for its time would stand there for days: only its order is news. */
const isShown = (job: ClientJob): boolean =>
  !isTerminal(job.status) &&
  (job.toast ?? true) === true &&
  !(job.status === 'scheduled' && isRestored(job));

/** Part of a job that has a toast of its own, which tells how far its parts are. A job that follows another is none. */
const isPart = ({ parentId, createdAt }: ClientJob, jobs: readonly ClientJob[]): boolean => {
  const parent = parentId && jobs.find((job) => job.id === parentId);
  return Boolean(parent && (!parent.finishedAt || createdAt < parent.finishedAt));
};

function useSpokenEndings(announcer: Announcer): (notice: JobNotice) => void {
  const texts = useMessages();
  const { toasts } = texts;
  const { spoken } = toasts;
  return ({ kind, job }) => {
    const title = jobTitle(texts, job);
    if (kind === 'completed') announcer.say(spoken.completed(title, jobHeadline(job)));
    else if (kind === 'cancelled') announcer.say(spoken.cancelled(title));
    else {
      const cause = kind === 'lost' ? toasts.lost : (job.error?.message ?? '');
      announcer.say(spoken.failed(title, cause), 'alert');
    }
  };
}

/** In the tab's own storage: another tab has not dismissed anything. */
function readDismissed(): string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(DISMISSED_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function keepDismissed(keys: readonly string[]): void {
  try {
    sessionStorage.setItem(DISMISSED_KEY, JSON.stringify(keys));
  } catch {
    // Forbidden or full: the toasts come back with the next page.
  }
}
