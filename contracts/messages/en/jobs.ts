import { time } from './time';

const jobs = (count: number): string => (count === 1 ? '1 job' : `${time.count(count)} jobs`);

/** The list of jobs: filters, table, cards, selection. */
export const jobList = {
  title: 'Jobs',
  total: (count: number): string => (count === 1 ? '1 job' : `${time.count(count)} jobs`),
  caption: 'Jobs, active first, then newest',
  pauseLive: 'Pause live',
  resumeLive: 'Resume live',
  paused: 'Live updates are paused. This list stays as it is.',
  density: 'Density',
  comfortable: 'Comfortable',
  compact: 'Compact',
  search: 'Search jobs',
  searchHint: 'status: type: created: or words',
  tokens: {
    list: 'Filters',
    name: 'created',
    status: 'jobs in a state',
    type: 'jobs of a type',
    created: 'jobs no older than',
    age: (age: string): string => {
      const unit = { m: 'minute', h: 'hour', d: 'day' }[age.at(-1) ?? ''] ?? '';
      const count = Number.parseInt(age, 10);
      return count === 1 ? `in the last ${unit}` : `in the last ${count} ${unit}s`;
    },
  },
  searchRemove: (text: string): string => `Remove ${text}`,
  type: 'type',
  typeMenu: 'Type',
  anyType: 'Any type',
  types: (count: number): string => `${time.count(count)} types`,
  state: 'State',
  filters: 'Filters',
  columns: {
    state: 'State',
    job: 'Job',
    type: 'Type',
    progress: 'Progress',
    attempt: 'Attempt',
    created: 'Created',
    actions: 'Actions',
  },
  selectAll: 'Select all on this page',
  select: (title: string, state: string): string => `Select ${title}, ${state}`,
  more: (title: string): string => `More for ${title}`,
  newJobs: (count: number): string =>
    count === 1 ? '1 new job. Show' : `${time.count(count)} new jobs. Show`,
  shown: (shown: number, total: number | null): string =>
    total === null ? jobs(shown) : `${time.count(shown)} of ${time.count(total)}`,
  loadMore: 'Load more',
  loadingMore: 'Loading…',
  loadFailed: 'The next page did not load.',
  again: 'Try again',
  kept: 'kept',
  frozen: 'frozen',
  notStarted: 'not started',
  open: 'Open',
  view: 'View',
  cancel: 'Cancel',
  retry: 'Retry',
  retryNow: 'Retry now',
  startNow: 'Start now',
  peek: 'Peek',
  peekAt: (title: string): string => `Peek: ${title}`,
  closePeek: 'Close the peek',
  openPeeked: 'Open its page',
  peekGone: 'This job is not to be had: it was never yours, or it is no longer kept.',
  runAgain: 'Run again',
  runEdited: 'Run again with edits',
  copyId: 'Copy id',
  copied: 'Copied',
  notCopied: 'Not copied',
  position: (position: number): string =>
    position === 1 ? 'next in line' : `${ordinal(position)} in line`,
  waiting: {
    worker: 'Waits for a free worker',
    'no-worker': 'Waits for a worker to start',
    limit: 'Waits: the starts of this minute are used up',
    paused: 'Waits: an operator paused this type',
    backoff: 'Waits for its next attempt',
    schedule: 'Waits for its time',
    child: 'Waits for another job',
    engine: 'Waits: the queue is away. The job is safe.',
  },
  bulk: {
    region: 'Selection',
    selected: 'selected',
    cancel: (count: number): string => `Cancel ${time.count(count)}`,
    retry: (count: number): string => `Retry ${time.count(count)}`,
    start: (count: number): string => `Start ${time.count(count)} now`,
    clear: 'Clear selection',
    all: 'Select all that match',
    counting: 'Counting…',
    allSelected: (count: number): string => `All ${jobs(count)} that match are selected.`,
    those: (filter: string): string => `All of them with ${filter}.`,
    every: 'All of your jobs that this fits.',
    progress: (asked: number, of: number): string =>
      `${time.count(asked)} of ${time.count(of)} asked…`,
    stop: 'Stop',
    stopped: (asked: number): string => `Stopped after ${jobs(asked)}.`,
    broken: (asked: number): string =>
      `It broke off after ${jobs(asked)}. Those are done; try again for the rest.`,
    confirmCancel: (count: number): string => `Cancel ${jobs(count)}?`,
    confirmCancelText: 'They stop where they are. This cannot be undone.',
    confirmRetry: (count: number): string => `Retry ${jobs(count)}?`,
    confirmRetryText: 'Each starts again as a new job with the same input.',
    confirmStart: (count: number): string => `Start ${jobs(count)} now?`,
    confirmStartText: 'They stop waiting for their time and join the line.',
    no: 'Back',
    done: (done: number, failed: number): string =>
      failed === 0 ? `${jobs(done)} done.` : `${jobs(done)} done, ${time.count(failed)} refused.`,
    working: 'Working…',
  },
  empty: {
    title: 'No jobs yet',
    text: 'Start one from the Studio, or from code. It will show up here, live.',
    code: 'Code sample',
    sample:
      "const { createJob } = useBackgroundJobs()\n\nawait createJob({\n  type: 'career-insights', domain: 'renewable energy',\n})",
    studio: 'Go to the Studio',
    copy: 'Copy code',
  },
  nothing: {
    title: 'No job matches',
    hidden: (count: number): string =>
      `${jobs(count)} ${count === 1 ? 'is' : 'are'} hidden by these filters:`,
    clear: 'Clear filters',
    status: (words: string): string => `status: ${words}`,
    type: (words: string): string => `type: ${words}`,
    words: (words: string): string => `words: “${words}”`,
    created: (age: string): string => `created ${age}`,
  },
  failed: {
    title: 'The list could not be loaded',
    text: 'Your running jobs are not affected.',
    stale: (age: string): string =>
      `What you saw before is kept, ${age} old. Your running jobs are not affected.`,
    request: 'Request',
    code: 'Code',
    again: 'Try again',
  },
  loading: 'Loading jobs',
  shortcuts: {
    title: 'Keys on this page',
    rows: 'next, previous row',
    select: 'select the row',
    open: 'open the row',
    peek: 'peek at the row beside the list',
    go: 'go to the jobs, to the Studio',
    search: 'search',
    states: 'filter by state',
    live: 'pause or resume live',
    cancel: 'cancel or retry the selection',
    clear: 'close the peek, clear the selection',
    sheet: 'this list',
    hint: 'Keys',
    on: 'Single-key shortcuts',
    close: 'Close',
  },
};

function ordinal(position: number): string {
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(position);
  const ending = { one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th', zero: 'th' }[rule];
  return `${time.count(position)}${ending}`;
}
