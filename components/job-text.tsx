import type { Job, JobStatus } from '#contracts/job';
import type { Messages } from '#contracts/messages/locales';
import type { Texts } from './messages';

/** A job as the browser holds it: from the server's page, a list, or the live store. */
export interface ShownJob extends Readonly<Omit<Job, 'status'>> {
  /** `creating` while the request for the job is on its way. */
  readonly status: 'creating' | JobStatus;
  /** Last known, not confirmed since the page was loaded. */
  readonly stale?: boolean;
  /** Given by whoever started it, instead of the type's title. */
  readonly title?: string;
}

/**
 * The better of what the server's page said and what the live store knows: a row that is only
 * remembered has less in it than the page, and counts only where it is a later revision.
 */
export function newerJob(listed: ShownJob, live: ShownJob | undefined): ShownJob {
  if (live === undefined || live.rev < listed.rev) return listed;
  if (live.stale && live.rev === listed.rev) return listed;
  // A list and a live row leave a large result out; who has it keeps it.
  return live.result === null && listed.result !== null && live.rev === listed.rev
    ? { ...live, result: listed.result }
    : live;
}

/** The state that is drawn: a job on its way to the server looks like one in line. */
export const drawnState = (job: ShownJob): JobStatus =>
  job.status === 'creating' ? 'pending' : job.status;

type TypeTitles = Pick<Texts, 'typeTitles'>;

/** Title of a job type; the bare type where it is not known here. */
export const typeTitle = ({ typeTitles }: TypeTitles, type: string): string =>
  (Object.hasOwn(typeTitles, type) ? typeTitles[type] : undefined) ?? type;
export const jobTitle = (texts: TypeTitles, job: ShownJob): string =>
  job.title ?? typeTitle(texts, job.type);

/** One line about the result of a completed job: the worker puts it into the last progress. */
export const jobHeadline = (job: ShownJob): string =>
  job.status === 'completed' ? job.progress.message : '';

/** 0 to 99 until a job is completed: a full bar on a job that still works would be a lie. */
export function shownPercent(job: ShownJob): number | null {
  if (job.status === 'completed') return 100;
  const { percent } = job.progress;
  return percent === null ? null : Math.min(99, Math.max(0, percent));
}

/** Whether the job waits for a time that can be cut short. */
export const isHeldBack = ({ status }: Pick<ShownJob, 'status'>): boolean =>
  status === 'scheduled' || status === 'retrying';

/** Whether there is progress to draw: from the start of the first attempt to the end. */
export const hasProgress = (job: ShownJob): boolean =>
  job.status === 'running' ||
  job.status === 'retrying' ||
  (job.status === 'cancelling' && job.attempt > 0);

/** What is to be said about a job besides its state's own word; empty where that says it all. Times that move are not in it. */
export function jobDetail({ jobList, toasts }: Messages, job: ShownJob): string {
  switch (job.status) {
    case 'creating':
      return toasts.starting;
    case 'scheduled':
      return '';
    case 'pending':
      return job.waitingFor ? jobList.waiting[job.waitingFor.reason] : '';
    case 'running':
    case 'cancelling':
      return job.progress.message;
    case 'retrying':
    case 'failed':
      return job.error?.message ?? '';
    case 'completed':
      return jobHeadline(job);
    case 'cancelled': {
      const { percent } = job.progress;
      return percent === null || percent <= 0 ? '' : toasts.cancelledAt(percent);
    }
  }
}

/** The one line under a job's title where the state stands as a glyph alone. */
export function jobMessage(messages: Messages, job: ShownJob): string {
  const { jobList, state, toasts } = messages;
  if (job.status === 'pending' && job.queuePosition !== null) {
    return `${toasts.queued}, ${jobList.position(job.queuePosition)}`;
  }
  const detail = jobDetail(messages, job);
  if (detail !== '') return detail;
  if (job.status === 'scheduled') return jobList.waiting.schedule;
  return job.status === 'cancelling' ? toasts.cancelling : state.words[drawnState(job)];
}

/** “42 % · about 20 s left”: what stands beside a running bar. */
export function progressMeta({ time }: Messages, job: ShownJob): string {
  const percent = shownPercent(job);
  if (percent === null) return '';
  const left = job.status === 'running' && job.etaMs !== null ? time.left(job.etaMs) : '';
  return [time.percent(percent), left].filter(Boolean).join(' · ');
}

/** Text of the bar's value: percent and what is being done. */
export function progressValueText(messages: Messages, job: ShownJob): string {
  const percent = shownPercent(job);
  const message = jobMessage(messages, job);
  return percent === null ? message : `${messages.time.percent(percent)}, ${message}`;
}

/** Milliseconds from the first start to the end; null while there is none. */
export function tookMs(job: ShownJob): number | null {
  if (job.durationMs !== null && job.finishedAt !== null) return job.durationMs;
  if (job.startedAt === null || job.finishedAt === null) return null;
  return Math.max(0, Date.parse(job.finishedAt) - Date.parse(job.startedAt));
}
