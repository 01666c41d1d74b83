import { time } from './time';

const rates = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const rate = (share: number): string => `${rates.format(share * 100)} %`;
const jobs = (count: number): string => (count === 1 ? '1 job' : `${time.count(count)} jobs`);

/** The operators' pages. */
export const admin = {
  title: 'Operate',
  updated: (age: string): string => `Updated ${age}`,
  waitingForNews: 'Waiting for the first figures',
  still: 'Stands still while nobody looks',
  type: 'Job type',
  anyType: 'All job types',
  nav: {
    label: 'Operations',
    places: {
      overview: 'Overview',
      schedules: 'Schedules',
      audit: 'Audit',
      board: 'Queue board',
      languages: 'Languages',
      sources: 'News sources',
      alerts: 'Alerts',
    },
  },
  roles: {
    names: { viewer: 'viewer', operator: 'operator', admin: 'admin' },
    onlyOperators: 'Needs the role operator',
  },
  range: {
    label: 'Range',
    presets: { '15m': '15 m', '1h': '1 h', '24h': '24 h', '7d': '7 d' },
    custom: 'Custom',
    customTitle: 'A range of your own',
    from: 'From',
    to: 'To',
    apply: 'Apply',
    wrong: 'The end has to come after the start.',
    zone: 'Time zone',
    zones: { local: 'Local', utc: 'UTC' },
    zoneHint: { local: 'By the clock of this device', utc: 'In UTC' },
    widen: (range: string): string => `Widen to ${range}`,
  },
  charts: {
    asTable: 'View as table',
    legend: 'What is drawn',
    time: 'Time',
    unknown: '–',
    nothing: 'No jobs in this range',
    rate,
    stretch: (from: string, to: string): string => `${from} – ${to}`,
  },
  slots: (used: number, total: number): string => `${time.count(used)} of ${time.count(total)}`,
  health: {
    label: 'Health',
    start: 'Start delay, p95',
    failures: 'Failure rate',
    oldest: 'Oldest waiting',
    sockets: 'Live sockets',
    workers: 'Workers',
    nobody: 'none',
    ofExpected: (expected: number): string => `of ${time.count(expected)}`,
    limit: (limit: string): string => `limit ${limit}`,
    missing: 'fewer than expected',
    away: 'Redis does not answer',
  },
  throughput: {
    title: 'Throughput',
    cursor: 'Jobs that ended, over time',
    press: 'press to see the jobs',
    sum: {
      nothing: (before: number): string =>
        before === 0
          ? 'No job ended in this range, and none in the one before.'
          : `No job ended in this range; ${jobs(before)} did in the one before.`,
      ended: (count: number): string => `${jobs(count)} ended.`,
      noneFailed: 'None failed.',
      failed: (now: number, whence: string): string => `${rate(now)} failed${whence}.`,
      same: (now: number, whence: string): string => `${rate(now)} failed, as before${whence}.`,
      rose: (then: number, now: number, whence: string): string =>
        `Failures rose from ${rate(then)} to ${rate(now)}${whence}.`,
      fell: (then: number, now: number, whence: string): string =>
        `Failures fell from ${rate(then)} to ${rate(now)}${whence}.`,
      allOf: (title: string): string => `, all of them ${title}`,
      mostOf: (share: number, title: string): string =>
        `, ${Math.round(share * 100)} % of them ${title}`,
    },
  },
  latency: {
    title: 'Latency',
    measure: 'What is measured',
    measures: { wait: 'Queue wait', run: 'Run time' },
    scale: 'Scale',
    log: 'Log scale',
    cursor: { wait: 'Queue wait, over time', run: 'Run time, over time' },
    sum: {
      wait: {
        nothing: 'No job began in this range.',
        half: (p50: string, p95: string): string =>
          `Half of all jobs began within ${p50}, 95 % within ${p95}.`,
      },
      run: {
        nothing: 'No job ended in this range.',
        half: (p50: string, p95: string): string =>
          `Half of all jobs took ${p50} at most, 95 % took ${p95} at most.`,
      },
      peak: (p99: string, at: string): string => `p99 peaked at ${p99} at ${at}.`,
    },
  },
  failures: {
    title: 'Failures',
    sum: (groups: number, count: number): string =>
      `${groups === 1 ? '1 group' : `${time.count(groups)} groups`}, ${jobs(count)}`,
    truncated: '(the latest ones; there are more)',
    none: 'No job failed in this range.',
    noneLeft: 'What failed in this range was discarded.',
    columns: {
      what: 'What failed',
      type: 'Type',
      jobs: 'Jobs',
      trend: 'Trend',
      users: 'Users',
      first: 'First seen',
      last: 'Last seen',
      actions: 'Actions',
    },
    muted: 'Muted',
    nothingOpen: 'Each of them was tried again',
    trend: (counts: readonly number[]): string => `Over the range: ${counts.join(', ')}`,
    more: (message: string): string => `More for ${message}`,
    actions: {
      retry: (count: number): string => (count === 0 ? 'Retry' : `Retry ${time.count(count)}`),
      open: 'Open',
      mute: 'Mute',
      unmute: 'Unmute',
      discard: 'Discard',
    },
  },
  failure: {
    back: 'Failures',
    sample: 'Latest one',
    diff: 'Input, beside the last that went well',
    differs: (other: number, all: number): string =>
      other === 0
        ? 'The two inputs are the same: the cause lies elsewhere.'
        : `${time.count(other)} of ${time.count(all)} values differ.`,
    showAll: 'Show equal values',
    field: 'Field',
    good: 'Last good',
    bad: 'Failed',
    whole: '(the input)',
    absent: 'not there',
    noGood: 'No job of this type has completed yet: there is nothing to compare with.',
    noPayloads: 'Inputs are shown to operators and admins.',
    input: 'Input of the failed job',
    jobs: 'Jobs',
    columns: { job: 'Job', user: 'User', failed: 'Failed', retry: 'Tried again' },
    notRetried: 'not yet',
    retrying: 'Under way',
    code: 'Code',
    type: 'Type',
    count: 'In the last 7 days',
    open: 'To be tried again',
    users: 'Users',
    firstSeen: 'First seen',
    lastSeen: 'Last seen',
    mutedBy: (name: string): string => `Muted by ${name}`,
    goodRun: 'Last good run',
    goneTitle: 'There is no such group',
    goneText: 'Its jobs may have been removed, as old jobs are.',
  },
  queues: {
    title: 'Queues',
    shown: (shown: number, all: number): string =>
      shown === all ? time.count(all) : `${time.count(shown)} of ${time.count(all)}, busiest first`,
    all: (count: string): string => `Show all ${count}`,
    columns: {
      queue: 'Queue',
      waiting: 'Waiting',
      active: 'In flight',
      rate: 'Per minute',
      oldest: 'Oldest',
      drains: 'Drains in',
      state: 'State',
      actions: 'Actions',
    },
    unknown: '–',
    delayed: (count: number): string => `${time.count(count)} later`,
    rate: (perMinute: number): string => rates.format(perMinute),
    states: { working: 'Working', waiting: 'Waiting', idle: 'Idle' },
    pausedBy: (name: string): string => `by ${name}`,
    more: (name: string): string => `More for ${name}`,
    actions: { pause: 'Pause', resume: 'Resume', limit: 'Set limit' },
  },
  schedules: {
    none: 'Nothing runs by the clock.',
    all: 'All schedules',
    columns: { schedule: 'Schedule', next: 'Next run', last: 'Last', actions: 'Actions' },
    queued: 'The run is queued.',
  },
  workers: {
    title: 'Workers',
    none: 'No worker is up. Jobs are accepted and kept until one comes.',
    up: (up: number, expected: number | null): string =>
      expected === null
        ? `${time.count(up)} up`
        : `${time.count(up)} up, ${time.count(expected)} expected`,
    sockets: (processes: number, open: number): string =>
      `${open === 1 ? '1 socket' : `${time.count(open)} sockets`} on ${processes === 1 ? '1 process' : `${time.count(processes)} processes`}`,
    columns: {
      worker: 'Worker',
      slots: 'Slots',
      jobs: 'Runs',
      memory: 'Memory',
      beat: 'Heartbeat',
      actions: 'Actions',
    },
    types: (count: number): string => (count === 1 ? '1 type' : `${time.count(count)} types`),
    draining: (used: number): string => (used === 0 ? 'drained' : 'draining'),
    noJobs: 'nothing',
    moreJobs: (count: number): string => `and ${time.count(count)} more`,
    memory: (mib: number): string => `${time.count(mib)} MiB`,
    states: { up: 'up', stale: 'stale', offline: 'offline' },
    gone: 'It does not answer',
    actions: { drain: 'Drain', resume: 'Take jobs' },
  },
  ended: {
    title: 'Jobs that ended',
    between: (from: string, to: string): string => `${from} – ${to}`,
    none: 'No job ended in this time.',
    noneFits: 'None of the jobs that ended in this time fits these filters.',
    status: 'State',
    anyStatus: 'Every state',
    columns: {
      state: 'State',
      job: 'Job',
      user: 'User',
      ended: 'Ended',
      waited: 'Waited',
      ran: 'Ran',
    },
  },
  audit: {
    title: 'Audit',
    lead: 'Who did what, newest first.',
    none: 'Nobody has done anything yet.',
    noneFits: 'Nothing fits these filters.',
    all: 'All entries',
    more: 'Show more',
    kind: 'What it was about',
    anyKind: 'Everything',
    actor: 'Who',
    anyone: 'Everybody',
    onlyActor: (name: string): string => `Only ${name}`,
    columns: { who: 'Who', when: 'When', what: 'What', target: 'Scope' },
    kinds: {
      job: 'job',
      schedule: 'schedule',
      queue: 'queue',
      worker: 'worker',
      failure: 'failures',
    },
    actions: {
      cancel: 'cancelled',
      retry: 'retried',
      'run-now': 'started at once',
      pause: 'paused',
      resume: 'resumed',
      limit: 'limited',
      drain: 'drained',
      trigger: 'ran by hand',
      'skip-next': 'skipped a run of',
      reset: 'reset',
      edit: 'changed',
      mute: 'muted',
      unmute: 'unmuted',
      discard: 'discarded',
    },
  },
  pausedBar: {
    label: 'Paused queues',
    paused: (count: number): string =>
      count === 1 ? 'is paused; its jobs wait.' : 'are paused; their jobs wait.',
    by: (name: string): string => `Paused by ${name}`,
    reason: (reason: string): string => `Reason: ${reason}`,
    see: 'See queues',
  },
  ask: {
    keep: 'Leave it',
    resumeQueue: (name: string): string => `Resume ${name}?`,
    resumeQueueText: (waiting: number): string =>
      waiting === 0
        ? 'New jobs start again as workers are free.'
        : `${jobs(waiting)} that waited start as workers are free.`,
    pauseQueue: (name: string): string => `Pause ${name}?`,
    pauseQueueText: (waiting: number, active: number): string =>
      `No further job of this type starts: ${waiting === 0 ? 'new ones will wait' : `${jobs(waiting)} will wait, and new ones behind`}. ${
        active === 0 ? 'None is running.' : `${jobs(active)} already running will end as usual.`
      } Everybody sees that it is paused.`,
    reason: 'Reason',
    reasonHint: 'For whoever asks why. Operators see it on every page.',
    limitQueue: (name: string): string => `Limit ${name}`,
    limitQueueText: (active: number): string =>
      `Most jobs of this type at once, over all workers. Now: ${time.count(active)}.`,
    limit: 'Jobs at once',
    limitHint: 'Empty: as many as the workers have room for',
    limitWrong: (most: number): string => `A whole number from 1 to ${time.count(most)}, or empty`,
    worker: {
      drain: (name: string): string => `Drain ${name}?`,
      resume: (name: string): string => `Give ${name} jobs again?`,
    },
    workerText: {
      drain: (used: number): string =>
        `It takes no new jobs. ${used === 0 ? 'It runs none.' : `${jobs(used)} it runs end first, or go back into the line when its grace is over.`} The process stays up.`,
      resume: (_used: number): string => 'It takes jobs again as they come.',
    },
    failures: {
      retry: (open: number): string => `Retry ${jobs(open)}?`,
      mute: (_open: number): string => 'Mute this group?',
      unmute: (_open: number): string => 'Unmute this group?',
      discard: (_open: number): string => 'Discard this group?',
    },
    failuresText: {
      retry: (open: number): string =>
        open === 1
          ? 'It runs again as a new job of its owner.'
          : 'One goes first. When it has completed the others follow, 20 a second; if it fails, they are left alone. Progress shows as a job of yours.',
      mute: (_open: number): string =>
        'It stands last from now on. Its jobs are counted as before.',
      unmute: (_open: number): string => 'It stands among the others again.',
      discard: (_open: number): string =>
        'It leaves the list until it fails anew. Its jobs stay as they are.',
    },
  },
  done: {
    pause: 'Paused.',
    resume: 'Resumed.',
    limit: 'The limit is in force.',
    drain: 'It takes no new jobs.',
    'worker-resume': 'It takes jobs again.',
    retry: 'The retry is under way: see its notification.',
    mute: 'Muted.',
    unmute: 'Unmuted.',
    discard: 'Discarded.',
    failed: (why: string): string => `Not done: ${why}`,
  },
  trouble: {
    title: 'The figures could not be read',
    stale: (age: string): string => `The figures could not be refreshed; these are ${age} old.`,
    request: 'Request',
    again: 'Try again',
    loading: 'Reading the figures',
  },
};
