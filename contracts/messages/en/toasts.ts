import { time } from './time';

const jobs = (count: number): string => (count === 1 ? '1 job' : `${time.count(count)} jobs`);

/** “30 running, 15 queued, 2 failed”: only what there is, in the order of a life. */
const tally = (counts: { running: number; queued: number; failed: number; done: number }): string =>
  [
    counts.running > 0 && `${time.count(counts.running)} running`,
    counts.queued > 0 && `${time.count(counts.queued)} queued`,
    counts.failed > 0 && `${time.count(counts.failed)} failed`,
    counts.done > 0 && `${time.count(counts.done)} finished`,
  ]
    .filter(Boolean)
    .join(', ');

/** Toasts, the tray, and what is read aloud about jobs. */
export const toasts = {
  region: 'Job notifications',
  dismiss: (title: string): string => `Dismiss: ${title}`,
  starting: 'Starting…',
  queued: 'Queued',
  starts: 'Starts',
  cancelling: 'Cancelling…',
  stillStopping: 'Still stopping. It may finish first.',
  cancelledAt: (percent: number): string => `Cancelled at ${time.percent(percent)}`,
  nextAttempt: (attempt: number, of: number): string => `Attempt ${attempt} of ${of}`,
  attempts: (count: number): string =>
    count === 1 ? 'After 1 attempt' : `After ${count} attempts`,
  lost: 'We lost track of this job',
  cancel: 'Cancel',
  view: 'View',
  details: 'Details',
  retry: 'Retry',
  retryNow: 'Retry now',
  startNow: 'Start now',
  runAgain: 'Run again',
  checkAgain: 'Check again',
  notCancelled: 'Not cancelled. Try again.',
  notRetried: 'Not started again. Try again.',
  notStarted: 'Not started. Try again.',
  offlineNothing: 'You are offline. Nothing was changed.',
  offline: 'Offline',
  jobsGoOn: 'Jobs go on.',
  tryNow: 'Try now',
  lastUpdate: 'Last update',
  online: 'Back online',
  onlineText: 'Everything here is up to date.',
  signIn: 'Signed out',
  signInText: 'Sign in to keep watching your jobs. They go on.',
  signInAction: 'Sign in',
  summary: {
    more: (count: number): string =>
      count === 1 ? '1 more job' : `${time.count(count)} more jobs`,
    tally,
    overall: (percent: number): string => `${time.percent(percent)} overall`,
    label: (count: number): string => `${jobs(count)}, overall`,
    showAll: 'Show all',
    cancelAll: 'Cancel all',
    dismiss: 'Dismiss summary',
    away: (count: number): string => `${jobs(count)} finished while you were away`,
    finished: (count: number): string => `${jobs(count)} finished`,
    awayTally: (done: number, failed: number, cancelled: number): string =>
      [
        done > 0 && `${time.count(done)} completed`,
        failed > 0 && `${time.count(failed)} failed`,
        cancelled > 0 && `${time.count(cancelled)} cancelled`,
      ]
        .filter(Boolean)
        .join(', '),
  },
  confirmCancel: {
    title: (count: number): string => `Cancel ${jobs(count)}?`,
    text: 'Work that is done is thrown away. This cannot be undone.',
    yes: (count: number): string => `Cancel ${jobs(count)}`,
    no: 'Keep them',
  },
  spoken: {
    queued: (title: string): string => `${title} queued`,
    started: (title: string): string => `${title} started`,
    progress: (title: string, percent: number): string => `${title}, ${time.percent(percent)}`,
    retrying: (title: string): string => `${title} failed once, retrying`,
    completed: (title: string, headline: string): string =>
      headline ? `${title} completed: ${headline}` : `${title} completed`,
    failed: (title: string, cause: string): string => `${title} failed: ${cause}`,
    cancelled: (title: string): string => `${title} cancelled`,
    updated: (count: number): string => `${jobs(count)} updated`,
    offline: 'Offline. Jobs go on running on the server.',
    online: 'Back online',
  },
};

/** The list behind the bell. */
export const tray = {
  title: 'Jobs',
  active: (count: number): string => (count === 1 ? '1 active' : `${time.count(count)} active`),
  filter: 'Show',
  filters: { all: 'All', active: 'Active', failed: 'Failed' },
  clear: 'Clear finished',
  clearLabel: 'Clear finished jobs from this list',
  all: 'All jobs',
  away: (count: number): string => `${time.count(count)} finished while you were away`,
  empty: 'No jobs yet',
  emptyText: 'What you start shows up here, live.',
  emptyActive: 'Nothing is running.',
  emptyFailed: 'Nothing has failed.',
  failedToLoad: 'The list could not be loaded.',
  again: 'Try again',
  loading: 'Loading jobs',
};
