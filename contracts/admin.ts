import { z } from 'zod';
import { roleSchema } from './auth';
import { jobErrorSchema, jobSchema, terminalStatuses } from './job';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './limits';

/** What operators see and do. Times are ISO 8601 in UTC; everything ending in `Ms` is milliseconds. */

const at = z.iso.datetime();
const count = z.number().int().min(0);
const ms = z.number().min(0);
const typeName = z.string().min(1).max(48);

export const adminRanges = ['15m', '1h', '24h', '7d'] as const;
export type AdminRange = (typeof adminRanges)[number];
/** Furthest apart that `from` and `to` may lie, in milliseconds. */
const MAX_RANGE_MS = 366 * 24 * 3600 * 1000;

const stretch = {
  /** Ends now. Not together with `from` and `to`. */
  range: z.enum(adminRanges).optional(),
  from: at.optional(),
  to: at.optional(),
};
const isStretch = ({ range, from, to }: { range?: AdminRange; from?: string; to?: string }) => {
  if (from === undefined && to === undefined) return true;
  if (range !== undefined || from === undefined || to === undefined) return false;
  const lengthMs = Date.parse(to) - Date.parse(from);
  return lengthMs > 0 && lengthMs <= MAX_RANGE_MS;
};
const wrongStretch = 'Give either range, or from and to in this order, a year apart at most';

/** Without anything: the last hour. */
export const overviewQuerySchema = z
  .strictObject({ ...stretch, type: typeName.optional() })
  .refine(isStretch, wrongStretch);
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

export const percentilesSchema = z.object({ p50: ms, p95: ms, p99: ms });
export type Percentiles = z.infer<typeof percentilesSchema>;

/** Of the jobs that ended in a stretch of time. */
export const figuresSchema = z.object({
  completed: count,
  failed: count,
  cancelled: count,
  /** Failed of completed and failed, 0 to 1; null where there was neither. */
  failureRate: z.number().min(0).max(1).nullable(),
  /** From due to first start. Jobs that were tried again are left out: their due time has moved. Null: none. */
  wait: percentilesSchema.nullable(),
  /** From first start to end. */
  run: percentilesSchema.nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** The strip on top: how things are now, and over the last hour where a figure needs a stretch. */
export const healthStripSchema = z.object({
  /** From due to start, p95 of the last hour; null where nothing has ended. */
  startP95Ms: ms.nullable(),
  /** Of the last hour, 0 to 1. */
  failureRate: z.number().min(0).max(1).nullable(),
  /** The job that has waited longest for a worker, paused types left out. */
  oldestWaiting: z.object({ jobId: z.string(), type: z.string(), waitedMs: ms }).nullable(),
  /** Live sockets over all socket processes; null while Redis is away. */
  sockets: count.nullable(),
  /** `expected`: up, or missing without having said goodbye or been replaced. Null while Redis is away. */
  workers: z.object({ up: count, expected: count }).nullable(),
  /** Over these a figure is shown as trouble; `workers` is when fewer are up than expected. */
  limits: z.object({ startP95Ms: ms, failureRate: z.number(), oldestWaitingMs: ms }),
});
export type HealthStrip = z.infer<typeof healthStripSchema>;

/** Answer of `GET /api/admin/overview`. */
export const overviewSchema = z.object({
  at,
  from: at,
  to: at,
  bucketMs: ms,
  type: z.string().nullable(),
  /** True where a busy bucket's percentiles and shares come from its first jobs; how many ended is exact. */
  sampled: z.boolean(),
  /** Without gaps, oldest first; the last one may reach past `to`. */
  buckets: z.array(figuresSchema.extend({ at })),
  /** Busiest first; those without jobs are left out. */
  byType: z.array(figuresSchema.extend({ type: z.string() })),
  total: figuresSchema,
  /** The same of the stretch of equal length before. */
  before: figuresSchema,
  health: healthStripSchema,
});
export type Overview = z.infer<typeof overviewSchema>;

/** One job type's line, as the ledger has it. */
export const queueSchema = z.object({
  type: z.string(),
  /** Due, and without a worker. */
  waiting: count,
  /** In a worker's hands. */
  active: count,
  /** Scheduled, or between two attempts. */
  delayed: count,
  /** Ended a minute, over the last five minutes. */
  perMinute: z.number().min(0),
  /** How long the one that has waited longest has; null where none waits. */
  oldestWaitingMs: ms.nullable(),
  /** Until the line is empty at the present rate; null where that cannot be said. */
  drainsInMs: ms.nullable(),
  /** Most jobs of this type at once, over all workers; null = as many as they have slots. */
  concurrency: z.number().int().min(1).nullable(),
  paused: z
    .object({
      since: at,
      by: z.string(),
      byName: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type Queue = z.infer<typeof queueSchema>;
/** Answer of `GET /api/admin/queues`: every type, those with the most to do first. */
export const queueListSchema = z.object({ at, queues: z.array(queueSchema) });
export type QueueList = z.infer<typeof queueListSchema>;

export const queueActions = ['pause', 'resume', 'limit'] as const;
export type QueueAction = (typeof queueActions)[number];
export const queueActionParamsSchema = z.strictObject({
  type: typeName,
  action: z.enum(queueActions),
});
/** Body of `POST /api/admin/queues/:type/:action`; `{}` will do for `pause` and `resume`. */
export const queueActionBodySchema = z.strictObject({
  /** Of `pause`, for whoever asks why. */
  reason: z.string().trim().min(1).max(200).optional(),
  /** Of `limit`: most jobs of the type at once, over all workers; null takes the limit away. */
  concurrency: z.number().int().min(1).max(1_000).nullable().optional(),
});
export type QueueActionBody = z.infer<typeof queueActionBodySchema>;
export const queueAnswerSchema = z.object({ queue: queueSchema });

/** Answer of `GET /api/queues/paused`, for everybody: cheap, and the same on every page. */
export const pausedQueuesSchema = z.object({
  paused: z.array(
    z.object({
      type: z.string(),
      since: at,
      /** Who did it and why, by name where it is known; for those who see operations, else null. */
      by: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type PausedQueues = z.infer<typeof pausedQueuesSchema>;

/** `stale`: silent for 30 s, `offline`: for 90 s. */
export const processStates = ['up', 'stale', 'offline'] as const;
export type ProcessState = (typeof processStates)[number];

const processSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: count,
  version: z.string(),
  startedAt: at,
  lastBeatAt: at,
  state: z.enum(processStates),
  memoryBytes: count,
});
export const workerSchema = processSchema.extend({
  /** Job types it serves. */
  types: z.array(z.string()),
  slots: z.object({ used: count, total: count }),
  /** Ids of the jobs it runs, the first fifty. */
  jobs: z.array(z.string()),
  /** Takes no new jobs; at zero `slots.used` it has given everything back. */
  draining: z.boolean(),
});
export type Worker = z.infer<typeof workerSchema>;
export const socketProcessSchema = processSchema.extend({ sockets: count });
export type SocketProcess = z.infer<typeof socketProcessSchema>;
/** Answer of `GET /api/admin/workers`: those up first. One that died is kept for a quarter of an hour. */
export const workerListSchema = z.object({
  at,
  expected: count,
  workers: z.array(workerSchema),
  sockets: z.array(socketProcessSchema),
});
export type WorkerList = z.infer<typeof workerListSchema>;

export const workerActions = ['drain', 'resume'] as const;
export type WorkerAction = (typeof workerActions)[number];
export const workerActionParamsSchema = z.strictObject({
  id: z.string().min(1).max(64),
  action: z.enum(workerActions),
});

export const failuresQuerySchema = z
  .strictObject({ ...stretch, type: typeName.optional() })
  .refine(isStretch, wrongStretch);
export type FailuresQuery = z.infer<typeof failuresQuerySchema>;

export const failureGroupSchema = z.object({
  /** Of type, error code and the message without what differs from job to job. */
  fingerprint: z.string(),
  type: z.string(),
  code: z.string(),
  /** Numbers, ids, addresses and quoted words stand as `…`. */
  message: z.string(),
  /** In the stretch asked for. */
  count,
  /** Of these, not tried again yet: what a group retry would take up. */
  open: count,
  users: count,
  /** Ever, as far as jobs are kept. */
  firstSeenAt: at,
  lastSeenAt: at,
  /** Twelve equal parts of the stretch, oldest first. */
  trend: z.array(count),
  /** The latest one. */
  sampleJobId: z.string(),
  muted: z.object({ since: at, by: z.string(), byName: z.string().nullable() }).nullable(),
});
export type FailureGroup = z.infer<typeof failureGroupSchema>;
/**
 * Answer of `GET /api/admin/failures`: the largest fifty first, muted ones last. A discarded group is not
 * in it until it fails anew.
 */
export const failureListSchema = z.object({
  at,
  from: at,
  to: at,
  groups: z.array(failureGroupSchema),
  /** Failed jobs of the stretch, muted and discarded ones too. */
  jobs: count,
  /** True where there were more than could be looked at: the groups are those of the latest ones. */
  truncated: z.boolean(),
});
export type FailureList = z.infer<typeof failureListSchema>;

export const fingerprintSchema = z.string().regex(/^[0-9a-f]{16}$/, 'Sixteen hexadecimal digits');
export const failureParamsSchema = z.strictObject({ fingerprint: fingerprintSchema });

/** Answer of `GET /api/admin/failures/:fingerprint`. */
export const failureDetailSchema = z.object({
  group: failureGroupSchema,
  sample: z.object({
    jobId: z.string(),
    userId: z.string(),
    finishedAt: at,
    attempt: count,
    error: jobErrorSchema.nullable(),
    /** Null where the caller's role does not see payloads. */
    input: z.unknown().nullable(),
  }),
  /** The latest completed job of the type, the same owner's where there is one. */
  lastGood: z
    .object({
      jobId: z.string(),
      userId: z.string(),
      finishedAt: at,
      input: z.unknown().nullable(),
    })
    .nullable(),
  /** Whether inputs are in here: viewers get none. */
  payloads: z.boolean(),
  /** The latest twenty; `retryId` is the job that tried again. */
  jobs: z.array(
    z.object({
      jobId: z.string(),
      userId: z.string(),
      finishedAt: at,
      retryId: z.string().nullable(),
    }),
  ),
  /** The group retry that is under way. */
  retryJob: jobSchema.nullable(),
});
export type FailureDetail = z.infer<typeof failureDetailSchema>;

export const failureActions = ['mute', 'unmute', 'discard'] as const;
export type FailureAction = (typeof failureActions)[number];
/** `retry` answers 202 like `POST /api/jobs`, the others `{ ok: true }`. */
export const failureActionParamsSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  action: z.enum([...failureActions, 'retry']),
});
/** Body of `…/retry`; `{}` takes all of the group that were not tried again. The others take `{}`. */
export const failureActionBodySchema = z.strictObject({
  /** Only jobs that failed from this time on. */
  since: at.optional(),
  /** Retries a second once the first one has completed. Default 20. */
  perSecond: z.number().int().min(1).max(50).optional(),
});
export type FailureActionBody = z.infer<typeof failureActionBodySchema>;

export const auditKinds = ['job', 'schedule', 'queue', 'worker', 'failure'] as const;
export type AuditKind = (typeof auditKinds)[number];
export const auditQuerySchema = z.strictObject({
  kind: z.enum(auditKinds).optional(),
  /** User id. */
  actor: z.string().min(1).max(128).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Use digits')
    .transform(Number)
    .pipe(z.number().min(1))
    .transform((n) => Math.min(n, MAX_PAGE_SIZE))
    .default(DEFAULT_PAGE_SIZE),
  cursor: z.string().max(400).optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export const auditEntrySchema = z.object({
  /** Unique; for keys in lists. */
  id: z.string(),
  at,
  actor: z.string(),
  actorName: z.string().nullable(),
  /** As it was then; null where only the act was noted. */
  role: roleSchema.nullable(),
  kind: z.enum(auditKinds),
  /** `cancel`, `retry`, `run-now`, `pause`, `resume`, `limit`, `drain`, `trigger`, `edit`, … */
  action: z.string(),
  /** A job's id, a schedule's or type's name, a worker's id, a fingerprint. */
  target: z.string(),
  details: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
/** Answer of `GET /api/admin/audit`, newest first. */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const endedJobsQuerySchema = z
  .strictObject({
    ...stretch,
    type: typeName.optional(),
    status: z.enum(terminalStatuses).optional(),
    limit: auditQuerySchema.shape.limit,
    cursor: auditQuerySchema.shape.cursor,
  })
  .refine(isStretch, wrongStretch);
export type EndedJobsQuery = z.infer<typeof endedJobsQuerySchema>;
export const endedJobSchema = z.object({
  jobId: z.string(),
  type: z.string(),
  userId: z.string(),
  status: z.enum(terminalStatuses),
  finishedAt: at,
  /** From due to first start; null where it never started, or was tried again: its due time has moved. */
  waitedMs: ms.nullable(),
  /** From first start to end; null where it never started. */
  ranMs: ms.nullable(),
  error: jobErrorSchema.nullable(),
});
export type EndedJob = z.infer<typeof endedJobSchema>;
/** Answer of `GET /api/admin/jobs`: everybody's jobs that ended in a stretch of time, the latest end first. */
export const endedJobPageSchema = z.object({
  jobs: z.array(endedJobSchema),
  nextCursor: z.string().nullable(),
});
export type EndedJobPage = z.infer<typeof endedJobPageSchema>;

/** How things are, as it is pushed once a second to those who look. */
export const pulseSchema = z.object({
  at,
  health: healthStripSchema,
  queues: z.array(queueSchema),
  workers: z.array(workerSchema),
});
export type Pulse = z.infer<typeof pulseSchema>;
/** What has changed since the pulse before: whole rows, and names of those that are gone. */
export const pulseDeltaSchema = z.object({
  at,
  /** True where this is all there is: rows that are not in it are gone. */
  whole: z.literal(true).optional(),
  health: healthStripSchema.optional(),
  queues: z.array(queueSchema).optional(),
  workers: z.array(workerSchema).optional(),
  goneWorkers: z.array(z.string()).optional(),
});
export type PulseDelta = z.infer<typeof pulseDeltaSchema>;
