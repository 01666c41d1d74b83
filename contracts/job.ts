import { z } from 'zod';
import { jobStatuses } from './job-status';

export {
  isTerminal,
  type JobStatus,
  jobStatuses,
  type TerminalStatus,
  terminalStatuses,
} from './job-status';

export const jobStatusSchema = z.enum(jobStatuses);

/** Shape of a job id: `<user>~<type>~<time and random>`, all of it safe in a URL. Never used to tell whose it is. */
export const jobIdSchema = z
  .string()
  .max(160)
  .regex(/^[A-Za-z0-9_.@-]{1,48}~[a-z0-9-]{1,48}~[0-9a-z]{20,40}$/, 'This is not a job id');

/** How far a job is. `percent` never falls within an attempt; null means that it cannot be said. */
export const jobProgressSchema = z.object({
  percent: z.number().min(0).max(100).nullable(),
  message: z.string(),
  step: z.object({ index: z.number().int(), total: z.number().int(), name: z.string() }).optional(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

export const jobErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
});
export type JobError = z.infer<typeof jobErrorSchema>;

/** Why a job that could run does not. `until` is an ISO time where one is known. */
export const waitingForSchema = z.object({
  reason: z.enum([
    'worker', // every worker is busy with others
    'no-worker', // no worker process is there
    'limit', // the owner's starts per minute are used up
    'paused', // an operator paused this type
    'backoff', // the next attempt comes after a pause
    'schedule', // its time has not come
    'child', // its children have to end first; the job counts as running
    'engine', // the queue is away; the job is safe in the ledger
  ]),
  until: z.iso.datetime().optional(),
});
export type WaitingFor = z.infer<typeof waitingForSchema>;

/** What made a result: the built-in rules or a provider's model. */
export const engineSchema = z.object({
  kind: z.enum(['built-in', 'provider', 'warehouse']),
  name: z.string(),
  model: z.string().optional(),
});
export type Engine = z.infer<typeof engineSchema>;

/** One job as the outside sees it. Times are ISO 8601 in UTC. */
export const jobSchema = z.object({
  id: z.string(),
  type: z.string(),
  userId: z.string(),
  status: jobStatusSchema,
  progress: jobProgressSchema,
  /** Attempts begun; 0 before the first. */
  attempt: z.number().int().min(0),
  maxAttempts: z.number().int().min(1),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** From first start to end (or to now, as the server saw it), in milliseconds. */
  durationMs: z.number().nullable(),
  /** Estimated time left in milliseconds; null until it can be trusted. */
  etaMs: z.number().nullable(),
  /** 1 = next; null when not waiting in line or not known. */
  queuePosition: z.number().int().nullable(),
  waitingFor: waitingForSchema.nullable(),
  /** The contract's output once completed, else null. */
  result: z.unknown().nullable(),
  /** True where the result is too large for an event or list: fetch the job by id. */
  resultOmitted: z.boolean().optional(),
  error: jobErrorSchema.nullable(),
  /** When the next attempt or a scheduled start is due. */
  runAt: z.iso.datetime().nullable(),
  retryOf: z.string().nullable(),
  parentId: z.string().nullable(),
  traceId: z.string().nullable(),
  engine: engineSchema.nullable(),
  /** The Idempotency-Key of its creator, so that a tab knows its own job before the answer arrives. */
  clientKey: z.string().nullable(),
  /** True where its ending was shown to its owner, on whatever device; left out of events, and where it was not. */
  seen: z.boolean().optional(),
  /** Grows with every durable change; a lower one is old news. */
  rev: z.number().int().min(1),
});
export type Job = z.infer<typeof jobSchema>;
