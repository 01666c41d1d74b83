import { time } from './time';

const MINUTE_MS = 60_000;

const TENTH_MS = 100;
/** “13.8 s” below a minute, where a tenth still says something; “34 ms” where it says nothing. */
const took = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < TENTH_MS) return `${Math.round(ms)} ms`;
  return ms < MINUTE_MS ? `${(ms / 1_000).toFixed(1)} s` : time.duration(ms);
};

/** “20 s”: a round figure on an axis. */
const tick = (ms: number): string => {
  if (ms === 0) return '0 s';
  if (ms < 1_000) return `${ms} ms`;
  return ms < MINUTE_MS ? `${ms / 1_000} s` : time.duration(ms);
};

const lines = (count: number): string => (count === 1 ? '1 line' : `${time.count(count)} lines`);

/** One job's page: head, timeline, logs, result, failure. */
export const job = {
  crumb: 'Breadcrumb',
  jobs: 'Jobs',
  took,
  tick,
  meta: {
    attempt: 'Attempt',
    attemptOf: (attempt: number, of: number): string => `${attempt} of ${of}`,
    took: 'Took',
    running: 'Running for',
    created: 'Created',
    retryOf: 'Retry of',
    earlier: 'an earlier job',
  },
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  copyAs: 'Copy as',
  copyCurl: 'curl command',
  copyTypescript: 'TypeScript',
  panes: 'Width of the panes',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  retry: 'Retry',
  retrying: 'Starting…',
  runEdited: 'Run again with edits',
  refused: (title: string): string => `That did not work: ${title}.`,
  offline: 'You are offline. Nothing was changed.',
  timeline: {
    title: 'Timeline',
    step: 'Step',
    took: 'Took',
    queued: 'Queued',
    scheduled: 'Scheduled',
    attempt: (attempt: number, of: number): string => `Attempt ${attempt} of ${of}`,
    handedBack: 'handed back',
    backoff: 'Back-off',
    kept: 'kept',
    keptFrom: (names: string, attempt: number): string => `${names}: kept from attempt ${attempt}`,
    finished: 'Finished',
    failed: 'Failed',
    cancelled: 'Cancelled',
    now: 'Now',
    soFar: (total: string): string => `${total} so far`,
    waiting: (duration: string): string => `${duration} waiting`,
    backingOff: (duration: string): string => `${duration} back-off`,
    ofWhich: (total: string, parts: readonly string[]): string =>
      parts.length === 0 ? total : `${total}, of which ${parts.join(' and ')}`,
    notLoaded: 'The timeline could not be loaded.',
    loading: 'Loading the timeline',
  },
  logs: {
    title: 'Logs',
    lines: 'Log lines',
    count: lines,
    countOf: (shown: number, all: number): string => `${time.count(shown)} of ${lines(all)}`,
    gone: (before: number): string => `Lines before ${time.count(before)} are no longer kept.`,
    lastOf: (shown: number, all: number): string =>
      `Showing the last ${time.count(shown)} of ${lines(all)}.`,
    linkTo: (line: number): string => `Link to line ${line}`,
    place: (at: number, of: number): string => `${time.count(at)}/${time.count(of)}`,
    previous: 'Previous match',
    next: 'Next match',
    wrap: 'Wrap long lines',
    clock: 'Times of the day',
    spoken: 'Read new lines',
    newLines: (count: number): string => `${lines(count)} came in`,
    follow: 'Follow',
    jump: (fresh: number): string =>
      fresh === 0 ? 'Jump to latest' : `Jump to latest (${time.count(fresh)} new)`,
    search: 'Search the log',
    level: 'Level',
    levels: { all: 'All levels', debug: 'Debug', info: 'Info', warn: 'Warnings', error: 'Errors' },
    copy: 'Copy log',
    download: 'Download log',
    waiting: 'No output yet. Waiting for the worker.',
    none: 'This job wrote no logs.',
    nothing: (all: number): string => `0 of ${lines(all)} match.`,
    failed: 'The log could not be loaded.',
  },
  tabs: {
    label: 'Job details',
    result: 'Result',
    overview: 'Overview',
    related: 'Related',
    input: 'Input',
    events: 'Events',
  },
  result: {
    none: {
      scheduled: 'No result yet. The job has not started.',
      pending: 'No result yet. The job waits for a worker.',
      running: 'No result yet. It appears here when the job lands.',
      retrying: 'No result yet. The next attempt comes after a pause.',
      cancelling: 'No result. The job is being cancelled.',
      cancelled: 'No result. The job was cancelled.',
      failed: 'No result. The job failed.',
      completed: 'The job completed without a result.',
    },
    loading: 'Loading the result',
    json: 'Result',
    tooOld: 'This result does not have the form its type has today. It is shown as it was kept.',
    builtIn: 'Made by the built-in engine.',
    provider: (name: string, model: string | undefined): string =>
      model ? `Made by ${name}, model ${model}.` : `Made by ${name}.`,
    warehouse: (name: string): string => `From the warehouse ${name}.`,
    asJson: 'Show as JSON',
    asView: 'Show as a page',
    copy: 'Copy JSON',
    showAll: (count: number): string => `Show all ${time.count(count)}`,
    showFewer: 'Show fewer',
  },
  overview: {
    status: 'State',
    type: 'Type',
    id: 'Id',
    created: 'Created',
    started: 'Started',
    finished: 'Finished',
    due: 'Due',
    attempt: 'Attempt',
    priority: 'Priority',
    engine: 'Engine',
    trace: 'Trace',
    key: 'Idempotency key',
    retryOf: 'Retry of',
    parent: 'Parent',
    waits: 'Waits for',
    rev: 'Revision',
    none: 'none',
    normal: 'normal',
  },
  events: {
    rev: 'Revision',
    at: 'At',
    state: 'State',
    attempt: 'Attempt',
    by: (actor: string): string => `by ${actor}`,
    detail: 'Detail',
    caption: 'Changes of state, first to last',
  },
  input: { options: 'Options', copy: 'Copy input', none: 'The input could not be loaded.' },
  failure: {
    attempts: (count: number): string =>
      count === 1 ? 'It was tried once.' : `It was tried ${count} times.`,
    kept: 'What you entered is kept.',
    keptSteps: (count: number): string =>
      count === 1 ? 'One step finished before that.' : `${count} steps finished before that.`,
    code: 'Code',
    retryable: 'Retryable',
    yes: 'Yes',
    no: 'No, the same input would fail again',
    attemptsFact: 'Attempts',
    lately: 'This type failed',
    latelyCount: (count: number): string => `${time.count(count)} times in 24 hours`,
    lastGood: 'Last good run',
    openLastGood: 'Open it',
    finishedSteps: 'Finished steps',
    retry: 'Retry',
    runEdited: 'Retry with edits',
  },
  notFound: {
    title: 'There is no such job',
    text: 'It may belong to someone else, or the address may be mistyped.',
    jobs: 'Your jobs',
  },
  json: {
    label: 'JSON',
    items: (count: number): string => (count === 1 ? '1 item' : `${time.count(count)} items`),
    keys: (count: number): string => (count === 1 ? '1 key' : `${time.count(count)} keys`),
    more: (count: number): string => `Show ${time.count(count)} more`,
    moreText: (count: number): string => `Show ${time.count(count)} more characters`,
    empty: 'empty',
  },
};
