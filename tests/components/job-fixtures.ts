import type { JobHistory } from '#contracts/api';
import type { LogLine } from '#contracts/events';
import type { Job } from '#contracts/job';
import type { JobOutput } from '#contracts/jobs/index';

/** The moment all fixtures are told from. */
export const NOW = Date.parse('2026-11-21T21:40:00.000Z');
const iso = (secondsAgo: number): string => new Date(NOW - secondsAgo * 1_000).toISOString();

/** A running job, 26 s old, at 42 %. */
export const makeJob = (changes: Partial<Job> = {}): Job => ({
  id: 'u7f2~resume-optimization~01k9x3v7d2abcdefghij',
  type: 'resume-optimization',
  userId: 'u7f2',
  status: 'running',
  progress: { percent: 42, message: 'Rewriting bullet points (5/12)' },
  attempt: 1,
  maxAttempts: 3,
  createdAt: iso(26),
  startedAt: iso(25),
  finishedAt: null,
  durationMs: null,
  etaMs: 20_000,
  queuePosition: null,
  waitingFor: null,
  result: null,
  error: null,
  runAt: null,
  retryOf: null,
  parentId: null,
  traceId: null,
  engine: null,
  clientKey: null,
  rev: 3,
  ...changes,
});

const source = {
  name: 'O*NET 29.3',
  asOf: '2025-05',
  attribution: 'O*NET is a trademark of USDOL/ETA, used under CC BY 4.0.',
};
const engine = { kind: 'built-in', name: 'rules' } as const;
const role = {
  title: 'Data engineer',
  asked: 'data engineer',
  match: 'exact',
  alternatives: ['Database architect', 'Data warehousing specialist'],
  code: '15-1243.00',
  note: 'Taken for Data engineer.',
} as const;

export const resumeOutput: JobOutput<'resume-optimization'> = {
  role: { ...role, alternatives: [...role.alternatives] },
  score: 74,
  breakdown: [
    { part: 'Keywords', points: 28, of: 40, note: '14 of 25 are there.' },
    { part: 'Outcomes', points: 22, of: 30, note: '9 of 12 bullets say what came of it.' },
    { part: 'Sections', points: 24, of: 30, note: 'Education has no year.' },
  ],
  matchedKeywords: ['SQL', 'Python', 'ETL'],
  missingKeywords: ['Airflow', 'dbt', 'Kafka', 'data contracts', 'Spark', 'CI/CD', 'lineage'],
  bullets: [
    {
      was: 'Built weekly revenue reporting in SQL and Python.',
      now: 'Built the weekly revenue reporting for 140 shops in SQL and Python.',
      tips: [],
    },
    { was: 'Helped the team with data quality.', now: null, tips: ['Say how many checks.'] },
    { was: 'Moved 31 cron scripts.', now: 'Replaced 31 cron scripts with one pipeline.', tips: [] },
    { was: 'Trained two interns.', now: null, tips: [] },
  ],
  sections: [
    { name: 'Experience', ok: true, note: 'Dated, in order, each with an outcome.' },
    { name: 'Education', ok: false, note: 'Certificate has no year.' },
  ],
  summary: 'A good match. Pipeline tooling is what is missing.',
  source,
  engine,
};

export const skillsOutput: JobOutput<'skill-gap-analysis'> = {
  role: { ...role, alternatives: [] },
  coverage: 58,
  matched: [
    { skill: 'Linux', group: 'Systems', level: 'must' },
    { skill: 'Python', group: 'Languages', level: 'must' },
  ],
  missing: [
    { skill: 'Terraform', anyOf: ['Terraform', 'Pulumi'], level: 'must', why: 'Named most often.' },
    { skill: 'Prometheus', anyOf: ['Prometheus'], level: 'should', why: 'Alerting stands on it.' },
    { skill: 'Rust', anyOf: ['Rust'], level: 'nice', why: 'Named now and then.' },
  ],
  adjacent: [{ skill: 'PostgreSQL', helpsWith: 'Data modelling' }],
  learningOrder: [
    { step: 1, skill: 'Terraform', reason: 'Most roles want it first.' },
    { step: 2, skill: 'Prometheus', reason: 'Builds on Linux.' },
  ],
  industryNote: 'In software, on-call is part of the role.',
  source,
  engine: { kind: 'provider', name: 'gemini', model: 'gemini-flash' },
};

export const insightsOutput: JobOutput<'career-insights'> = {
  domain: 'Data',
  scope: {
    kind: 'field',
    title: 'Data',
    alternatives: ['Database'],
    note: 'Taken for the field Data.',
  },
  roles: [
    {
      title: 'Data scientist',
      summary: 'Finds what data says.',
      outlook: 'Bright',
      code: '15-2051.00',
    },
    { title: 'Warehouse lead', summary: 'Keeps the tables.', outlook: 'Average', code: null },
  ],
  outlook: 'Most roles in this field are growing.',
  payBands: [
    { role: 'Data scientist', currency: 'EUR', p25: 52000, median: 64000, p75: 79500, rows: 214 },
    { role: 'Warehouse lead', currency: 'not-a-code', p25: 1, median: 2, p75: 3, rows: 1 },
  ],
  payNote: 'Gross, per year.',
  skillsInDemand: [
    { skill: 'SQL', weight: 92.4 },
    { skill: 'Python', weight: 81 },
  ],
  demandNote: 'Share of roles that name it.',
  neighbours: [{ title: 'Statistician', why: 'Shares nine skills.' }],
  source: { ...source, rows: 923, sample: true },
  engine: { kind: 'warehouse', name: 'bigquery' },
};

export const completedJob = (changes: Partial<Job> = {}): Job =>
  makeJob({
    status: 'completed',
    progress: { percent: 100, message: '74 of 100 for Data engineer' },
    attempt: 2,
    finishedAt: iso(1),
    durationMs: 58_200,
    etaMs: null,
    result: resumeOutput,
    engine,
    ...changes,
  });

export const failedJob = (changes: Partial<Job> = {}): Job =>
  makeJob({
    status: 'failed',
    attempt: 3,
    finishedAt: iso(1),
    durationMs: 64_000,
    etaMs: null,
    error: { code: 'provider_refused', message: 'The provider refused the key', retryable: false },
    ...changes,
  });

/** Queued 2.1 s, failed after 19.2 s, 10 s of back-off, completed after 26.9 s: 58.2 s in all. */
const START = NOW - 58_200;
const at = (ms: number): string => new Date(START + ms).toISOString();
const change = (rev: number, ms: number, status: Job['status'], attempt: number) => ({
  rev,
  at: at(ms),
  status,
  attempt,
  actor: null,
  detail: null,
});
const step = (name: string, attempt: number, fromMs: number, toMs: number) => ({
  name,
  attempt,
  startedAt: at(fromMs),
  finishedAt: at(toMs),
  bytes: 120,
});

export const history: JobHistory = {
  input: { resumeText: 'A resume.', targetRole: 'Data engineer' },
  options: {},
  changes: [
    change(1, 0, 'pending', 0),
    change(2, 2_100, 'running', 1),
    change(3, 21_300, 'retrying', 1),
    change(4, 31_300, 'running', 2),
    change(5, 58_200, 'completed', 2),
  ],
  steps: [
    step('read-resume', 1, 2_100, 5_500),
    step('score-role', 1, 5_500, 13_600),
    step('rewrite-bullets', 2, 31_400, 51_300),
    step('check-sections', 2, 51_300, 57_500),
  ],
};
export const historyJob = (): Job =>
  completedJob({ createdAt: at(0), startedAt: at(2_100), finishedAt: at(58_200) });

export const logLines = (count: number): LogLine[] =>
  Array.from({ length: count }, (_, index) => ({
    n: index + 1,
    at: START + index * 100,
    level: index % 10 === 9 ? 'error' : index % 5 === 4 ? 'warn' : 'info',
    text: index % 10 === 9 ? `attempt failed at ${index}` : `rewriting bullet ${index} of ${count}`,
  }));
