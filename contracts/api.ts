import { z } from 'zod';
import { chunkSchema, durableEventSchema, logLineSchema, progressEventSchema } from './events';
import { jobSchema, jobStatusSchema } from './job';
import { DEFAULT_PAGE_SIZE, MAX_DELAY_MS, MAX_FEED_WAIT_SECONDS, MAX_PAGE_SIZE } from './limits';

/** How a job is to be run; the contract's limits are the ceiling. */
export const jobOptionsSchema = z.strictObject({
  /** Before or behind the same owner's other jobs; never before other owners'. */
  priority: z.enum(['low', 'normal', 'high']).optional(),
  /** Start no sooner than this many milliseconds from now. */
  delayMs: z.number().int().min(0).max(MAX_DELAY_MS).optional(),
  /** Start no sooner than this time; not together with `delayMs`. Years far away are well formed, and out of range. */
  runAt: z
    .string()
    .regex(
      /^(\d{4}|[+-]?\d{5,6})-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/,
      'Use ISO 8601 with an offset, for example 2030-01-31T08:00:00Z',
    )
    .meta({ format: 'date-time' })
    .optional(),
  /** Attempts in all, 1 to the contract's own number. */
  attempts: z.number().int().min(1).max(20).optional(),
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

/** Body of POST /api/jobs: `type`, `options`, and beside them the fields of the type's input. */
export const createJobSchema = z.looseObject({
  type: z.string().max(48),
  options: jobOptionsSchema.optional(),
});

/** Answer of POST /api/jobs and of retry. */
export const jobAcceptedSchema = z.object({
  jobId: z.string(),
  job: jobSchema,
  statusUrl: z.string(),
});
export type JobAccepted = z.infer<typeof jobAcceptedSchema>;

export const jobAnswerSchema = z.object({ job: jobSchema });

/** Digits alone: `1e3`, `0x10` and white space are numbers to JavaScript, not to a query. */
const digits = z
  .string()
  .regex(/^\d{1,16}$/, 'Use digits')
  .transform(Number)
  .pipe(z.number().max(Number.MAX_SAFE_INTEGER));
const seconds = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/, 'Use seconds, for example 25')
  .transform(Number);

const csv = <S extends z.ZodType<string, string>>(item: S) =>
  z
    .string()
    .max(400)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(item).max(20));

/** Matches anywhere; a NUL is nothing that stored text can hold. */
const words = z
  .string()
  .max(200)
  .regex(/^[^\0]*$/, 'Without NUL characters')
  .optional();
/** “15m”, “24h”, “7d”: jobs that were created no longer ago. */
const age = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'A number and m, h or d, for example 24h')
  .optional();

export const countsQuerySchema = z.strictObject({
  type: csv(z.string().max(48)).optional(),
  q: words,
  within: age,
});
export type CountsQuery = z.infer<typeof countsQuerySchema>;

export const listQuerySchema = z.strictObject({
  status: csv(jobStatusSchema).optional(),
  type: csv(z.string().max(48)).optional(),
  q: words,
  within: age,
  limit: digits
    .pipe(z.number().min(1))
    .transform((n) => Math.min(n, MAX_PAGE_SIZE))
    .default(DEFAULT_PAGE_SIZE),
  cursor: z.string().max(400).optional(),
  /** Only the jobs that this one started. Its owner's; whoever sees every job may name another's. */
  parent: z.string().max(160).optional(),
  /** Only the retries of this one. */
  retryOf: z.string().max(160).optional(),
});
export type ListQuery = z.infer<typeof listQuerySchema>;
export const jobListSchema = z.object({
  jobs: z.array(jobSchema),
  nextCursor: z.string().nullable(),
});
export type JobList = z.infer<typeof jobListSchema>;

/** Body of POST /api/jobs/bulk: one action on the own jobs that match, a page of them a request. */
export const bulkRequestSchema = z.strictObject({
  action: z.enum(['cancel', 'start', 'retry']),
  status: z.array(jobStatusSchema).max(20).optional(),
  type: z.array(z.string().max(48)).max(20).optional(),
  q: words,
  within: age,
  /** Only jobs created before this time: what comes after the question was asked is not meant. */
  before: z.iso.datetime(),
  /** From the answer before, until it is null. */
  cursor: z.string().max(400).optional(),
});
export type BulkRequest = z.infer<typeof bulkRequestSchema>;
/** Of one page: how many were done, how many were refused, and where the next page begins. */
export const bulkAnswerSchema = z.object({
  done: z.number().int(),
  refused: z.number().int(),
  nextCursor: z.string().nullable(),
});
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;

export const feedQuerySchema = z.strictObject({
  epoch: z.string().max(64).optional(),
  since: digits.optional(),
  wait: seconds.transform((n) => Math.min(n, MAX_FEED_WAIT_SECONDS)).default(0),
});
export const feedNewsSchema = z.object({
  epoch: z.string(),
  seq: z.number().int(),
  events: z.array(durableEventSchema),
  /** Last known progress of the owner's running jobs. */
  progress: z.array(progressEventSchema),
  more: z.boolean(),
});
export const feedResyncSchema = z.object({
  resync: z.literal(true),
  epoch: z.string(),
  seq: z.number().int(),
  jobs: z.array(jobSchema),
});
/** Catch-up, polling and long-poll in one answer. */
export const feedAnswerSchema = z.union([feedResyncSchema, feedNewsSchema]);
export type FeedNews = z.infer<typeof feedNewsSchema>;
export type FeedResync = z.infer<typeof feedResyncSchema>;
export type FeedAnswer = z.infer<typeof feedAnswerSchema>;

export const socketTokenSchema = z.object({
  token: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  url: z.string(),
});
export type SocketToken = z.infer<typeof socketTokenSchema>;

export const afterQuerySchema = z.strictObject({
  after: digits.default(0),
});
/** `truncatedBefore`: lines below this index are gone (capped or expired); 0 when none are. */
export const logPageSchema = z.object({
  lines: z.array(logLineSchema),
  truncatedBefore: z.number().int(),
});
export type LogPage = z.infer<typeof logPageSchema>;
export const chunkPageSchema = z.object({
  chunks: z.array(chunkSchema),
  truncatedBefore: z.number().int(),
});
export type ChunkPage = z.infer<typeof chunkPageSchema>;

/** One change of state, from the audit. */
export const jobChangeSchema = z.object({
  rev: z.number().int(),
  at: z.iso.datetime(),
  status: jobStatusSchema,
  attempt: z.number().int(),
  /** Who asked for it where a person did, else null. */
  actor: z.string().nullable(),
  detail: z.string().nullable(),
});
export const jobStepSchema = z.object({
  name: z.string(),
  attempt: z.number().int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  bytes: z.number().int(),
});
/** Answer of GET /api/jobs/:id/history: what the job page's timeline and input tab show. */
export const jobHistorySchema = z.object({
  input: z.unknown(),
  /** True where the caller's role does not see payloads; `input` is null then. */
  inputHidden: z.boolean().optional(),
  options: jobOptionsSchema,
  changes: z.array(jobChangeSchema),
  steps: z.array(jobStepSchema),
});
export type JobHistory = z.infer<typeof jobHistorySchema>;

/** Answer of GET /api/jobs/:id/related: the job's place in its tree, one level up and one down. */
export const relatedJobsSchema = z.object({
  parent: jobSchema.nullable(),
  /** The job this one is another try of. */
  retryOf: jobSchema.nullable(),
  /** In the order the job gave. `name` is the call that started it, `weight` its share of the progress. */
  children: z.array(
    z.object({ name: z.string(), key: z.string(), weight: z.number(), job: jobSchema }),
  ),
  /** Queued by this job's success; it does not wait for them. */
  next: z.array(jobSchema),
  retries: z.array(jobSchema),
});
export type RelatedJobs = z.infer<typeof relatedJobsSchema>;

/** Answer of the health checks: nothing about hosts, versions or errors. */
export const healthSchema = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.record(z.string(), z.boolean()).optional(),
});

/** Jobs by status, all of the owner's. */
export const jobCountsSchema = z.object({ counts: z.record(jobStatusSchema, z.number().int()) });
