import { z } from 'zod';
import type { Pulse, PulseDelta } from './admin';
import type { AckError } from './errors';
import { jobProgressSchema, jobSchema } from './job';
import { MAX_WATCHED_JOBS } from './limits';
import { logLevels } from './log-levels';

export { WIRE_VERSION } from './wire-version';

/** Kinds of durable event: each carries the owner's next `seq`, without gaps. */
export const durableKinds = [
  'created',
  'queued',
  'started',
  'retrying',
  'cancelling',
  'completed',
  'failed',
  'cancelled',
] as const;
export const durableKindSchema = z.enum(durableKinds);
export type DurableKind = z.infer<typeof durableKindSchema>;

/** A durable event, as stored, published, replayed and pushed as `job:event`. `at` is in ms since 1970. */
export const durableEventSchema = z.object({
  epoch: z.string(),
  seq: z.number().int().min(1),
  kind: durableKindSchema,
  jobId: z.string(),
  rev: z.number().int().min(1),
  at: z.number(),
  job: jobSchema,
});
export type DurableEvent = z.infer<typeof durableEventSchema>;

/** Volatile: the last one wins, none is replayed. `after` is the job's `rev` it belongs behind. */
export const progressEventSchema = jobProgressSchema.extend({
  jobId: z.string(),
  attempt: z.number().int(),
  after: z.number().int(),
  at: z.number(),
});
export type ProgressEvent = z.infer<typeof progressEventSchema>;

/** One line of a job's log. `n` counts from 1 without gaps over all attempts. */
export const logLineSchema = z.object({
  n: z.number().int().min(1),
  at: z.number(),
  level: z.enum(logLevels),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** One piece of streamed output. */
export const chunkSchema = z.object({
  n: z.number().int().min(1),
  at: z.number(),
  text: z.string(),
});
export type Chunk = z.infer<typeof chunkSchema>;

export const logEventSchema = z.object({ jobId: z.string(), lines: z.array(logLineSchema) });
export type LogEvent = z.infer<typeof logEventSchema>;
export const chunkEventSchema = z.object({ jobId: z.string(), chunks: z.array(chunkSchema) });
export type ChunkEvent = z.infer<typeof chunkEventSchema>;

/**
 * What travels on a job's volatile channel in Redis: one of progress, logs, chunks a message.
 * The relay turns `t` into the Socket.IO event of the same meaning.
 */
export const volatileMessageSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('progress'), d: progressEventSchema }),
  z.object({ t: z.literal('log'), d: logEventSchema }),
  z.object({ t: z.literal('chunk'), d: chunkEventSchema }),
]);

/** A tab's place in its owner's feed. */
export const cursorSchema = z.object({ epoch: z.string().max(64), seq: z.number().int().min(0) });
export type Cursor = z.infer<typeof cursorSchema>;

export const helloSchema = z.object({
  v: z.number().int(),
  epoch: z.string(),
  seq: z.number().int(),
  heartbeatMs: z.number(),
  serverTime: z.number(),
});
export type Hello = z.infer<typeof helloSchema>;

export const resyncSchema = z.object({
  epoch: z.string(),
  seq: z.number().int(),
  jobs: z.array(jobSchema),
});
export type Resync = z.infer<typeof resyncSchema>;

export const watchRequestSchema = z.strictObject({
  jobIds: z.array(z.string().min(1).max(160)).min(1).max(MAX_WATCHED_JOBS),
});
/** Of `admin:watch` and `admin:unwatch`. */
export const adminWatchSchema = z.strictObject({});
export const authRefreshSchema = z.strictObject({ token: z.string().max(4096) });

export type Ack<T extends object> = ({ ok: true } & T) | { ok: false; error: AckError };

export interface ServerToClientEvents {
  hello: (message: Hello) => void;
  resync: (message: Resync) => void;
  'job:event': (event: DurableEvent) => void;
  'job:progress': (event: ProgressEvent) => void;
  'job:log': (event: LogEvent) => void;
  'job:chunk': (event: ChunkEvent) => void;
  /** Volatile, once a second, to those who sent `admin:watch`. */
  'admin:pulse': (delta: PulseDelta) => void;
  'auth:expiring': (message: { expiresAt: number }) => void;
  'server:closing': (message: { reconnectInMs: number }) => void;
}

export interface ClientToServerEvents {
  /** Joins the rooms of these jobs; `jobs` holds their snapshots, unknown and foreign ids are left out. */
  'job:watch': (
    request: { jobIds: string[] },
    ack: (answer: Ack<{ jobs: unknown[] }>) => void,
  ) => void;
  'job:unwatch': (request: { jobIds: string[] }, ack: (answer: Ack<object>) => void) => void;
  /** For whoever sees operations; ends with the role and with the token. */
  'admin:watch': (request: object, ack: (answer: Ack<{ pulse: Pulse }>) => void) => void;
  'admin:unwatch': (request: object, ack: (answer: Ack<object>) => void) => void;
  'auth:refresh': (
    request: { token: string },
    ack: (answer: Ack<{ expiresAt: number }>) => void,
  ) => void;
}
