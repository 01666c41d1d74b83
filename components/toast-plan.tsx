import type { ShownJob } from './job-text';

/** Failures that keep a toast of their own when there are many jobs; further ones are counted. */
const MAX_FAILED = 2;

export interface ToastCandidate {
  readonly job: ShownJob;
  /** Stable over the life of the job, also while it has no id yet. */
  readonly key: string;
}

export interface ToastPlan<C extends ToastCandidate> {
  /** Those with a toast of their own, in the order they stand from the far end to the near one. */
  readonly visible: readonly C[];
  /** The rest: one summary toast counts them. */
  readonly folded: readonly C[];
}

const startedAt = (candidate: ToastCandidate): string => candidate.job.createdAt;
const newestFirst = (a: ToastCandidate, b: ToastCandidate): number =>
  startedAt(b).localeCompare(startedAt(a)) || b.key.localeCompare(a.key);

const isActive = ({ job }: ToastCandidate): boolean =>
  job.status !== 'completed' && job.status !== 'failed' && job.status !== 'cancelled';

/**
 * Who gets a toast: failures before all (two at most), then fresh endings, then the newest live jobs.
 * Endings leave one place to the live jobs, so that a burst of them does not hide what still works.
 *
 * @param maxVisible toasts besides the summary: 3, or 1 on a small screen
 */
export function planToasts<C extends ToastCandidate>(
  candidates: readonly C[],
  maxVisible: number,
): ToastPlan<C> {
  const sorted = [...candidates].sort(newestFirst);
  const active = sorted.filter(isActive);
  const failed = sorted.filter(({ job }) => job.status === 'failed').slice(0, MAX_FAILED);
  const ended = sorted.filter(
    ({ job }) => job.status === 'completed' || job.status === 'cancelled',
  );
  const forEnded = Math.max(1, maxVisible - (active.length > 0 ? 1 : 0));
  const chosen = [...failed, ...ended].slice(0, forEnded);
  const visible = new Set([...chosen, ...active].slice(0, maxVisible));
  return {
    visible: sorted.filter((one) => visible.has(one)).reverse(),
    folded: sorted.filter((one) => !visible.has(one)),
  };
}

export interface FoldedCounts {
  readonly running: number;
  readonly queued: number;
  readonly failed: number;
  readonly done: number;
  /** Mean of the percents of what is live, ended ones counting as 100. */
  readonly percent: number;
}

/** What the summary toast says about the jobs without a toast. */
export function countFolded(folded: readonly ToastCandidate[]): FoldedCounts {
  const counts = { running: 0, queued: 0, failed: 0, done: 0 };
  let sum = 0;
  for (const { job } of folded) {
    if (job.status === 'failed') counts.failed += 1;
    else if (job.status === 'completed' || job.status === 'cancelled') counts.done += 1;
    else if (job.status === 'pending' || job.status === 'scheduled' || job.status === 'creating') {
      counts.queued += 1;
    } else counts.running += 1;
    const ended =
      job.status === 'failed' || job.status === 'completed' || job.status === 'cancelled';
    sum += ended ? 100 : Math.min(99, job.progress.percent ?? 0);
  }
  return { ...counts, percent: folded.length === 0 ? 0 : sum / folded.length };
}
