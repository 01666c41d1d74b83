import { z } from 'zod';
import { jobSchema } from './job';

/** What happens to a slot whose turn comes while the run before it is still going. */
export const overlapPolicies = ['skip', 'queue', 'replace'] as const;
export type OverlapPolicy = (typeof overlapPolicies)[number];

/** What happens to slots that passed while no worker was up: none, one run for all of them, each of them. */
export const misfirePolicies = ['skip', 'once', 'all'] as const;
export type MisfirePolicy = (typeof misfirePolicies)[number];

/** `waiting`: its run begins when the one before has ended. */
export const slotOutcomes = [
  'waiting',
  'started',
  'skipped_overlap',
  'skipped_misfire',
  'skipped_by_hand',
] as const;
export type SlotOutcome = (typeof slotOutcomes)[number];

/** Why there is a slot: its time came, the deployment started, somebody asked. */
export const slotKinds = ['cron', 'start', 'hand'] as const;
export type SlotKind = (typeof slotKinds)[number];

export const runStatuses = ['RUNNING', 'SUCCESS', 'FAILED', 'CANCELLED'] as const;

export const scheduleNameSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*$/, 'Lower-case letters, digits and hyphens');
export const scheduleParamsSchema = z.strictObject({ schedule: scheduleNameSchema });
export const scheduleActions = ['pause', 'resume', 'skip-next', 'reset'] as const;
export type ScheduleAction = (typeof scheduleActions)[number];
export const scheduleActionParamsSchema = z.strictObject({
  schedule: scheduleNameSchema,
  action: z.enum(scheduleActions),
});

/** A new time. `version` is the one that was looked at: another one by now is a `conflict`. */
export const scheduleEditSchema = z.strictObject({
  cron: z.string().max(1_000),
  timezone: z.string().max(100),
  version: z.number().int().min(1),
});
export type ScheduleEdit = z.infer<typeof scheduleEditSchema>;

const at = z.string();
const count = z.number().int().min(0);

/** Answer of `GET /api/jobs/status`. */
export const schedulesStatusSchema = z.object({
  success: z.literal(true),
  data: z.object({
    /** Whether schedules fire at all: false where they are switched off, or no worker is up. */
    isRunning: z.boolean(),
    jobs: z.array(
      z.object({
        name: z.string(),
        /** The expression. */
        schedule: z.string(),
        timezone: z.string(),
        isActive: z.boolean(),
        nextRun: at.nullable(),
        lastRun: at.nullable(),
      }),
    ),
  }),
});
export type SchedulesStatus = z.infer<typeof schedulesStatusSchema>;

export const triggerAnswerSchema = z.object({
  success: z.literal(true),
  data: z.object({
    schedule: z.string(),
    outcome: z.enum(slotOutcomes),
    /** The run that was started, or the one that is still going. */
    jobId: z.string().nullable(),
  }),
  message: z.string(),
});
export type TriggerAnswer = z.infer<typeof triggerAnswerSchema>;

/** A run as the view `JobRun` of the ledger tells it. */
export const jobRunSchema = z.object({
  id: z.string(),
  startedAt: at,
  completedAt: at.nullable(),
  status: z.enum(runStatuses),
  /** Null where the job type counts none. */
  articlesProcessed: count.nullable(),
  embeddingsCreated: count.nullable(),
  durationMs: count.nullable(),
  errorMessage: z.string().nullable(),
});
export type JobRun = z.infer<typeof jobRunSchema>;

export const runStatsSchema = z.object({
  totalRuns: count,
  successfulRuns: count,
  failedRuns: count,
  /** Slots that were not run, by policy or by hand. */
  skippedRuns: count,
  /** Failures since the last success. */
  consecutiveFailures: count,
  /** Of successful runs; null before the first. */
  averageDurationMs: count.nullable(),
});
export type RunStats = z.infer<typeof runStatsSchema>;

/** Answer of `GET /api/job-status`. */
export const jobStatusSchema = z.object({
  /** False from three failures in a row on, until the next success. */
  healthy: z.boolean(),
  scheduler: z.object({
    schedule: z.string(),
    running: z.boolean(),
    cronExpression: z.string(),
    description: z.string(),
    currentlyExecuting: z.boolean(),
  }),
  stats: runStatsSchema,
  lastRun: jobRunSchema.extend({ timeSinceLastRunMs: count }).nullable(),
  recentRuns: z.array(jobRunSchema),
});
export type JobStatusReport = z.infer<typeof jobStatusSchema>;
export const jobStatusQuerySchema = z.strictObject({ schedule: scheduleNameSchema.optional() });

/** A schedule as admins see it. */
export const scheduleSchema = z.object({
  name: z.string(),
  type: z.string(),
  cron: z.string(),
  timezone: z.string(),
  /** The expression in words, in the language asked for. */
  description: z.string(),
  /** What `reset` brings back. */
  declared: z.object({ cron: z.string(), timezone: z.string() }),
  /** Whether an admin's time is in force. */
  edited: z.boolean(),
  paused: z.boolean(),
  overlap: z.enum(overlapPolicies),
  misfire: z.enum(misfirePolicies),
  runAtStart: z.boolean(),
  healthy: z.boolean(),
  version: z.number().int(),
  /** The next three; none while paused or switched off. */
  nextRuns: z.array(at),
  stats: runStatsSchema,
  lastRun: jobRunSchema.nullable(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const slotSchema = z.object({
  at,
  kind: z.enum(slotKinds),
  outcome: z.enum(slotOutcomes),
  /** How many missed slots the row stands for; 1 otherwise. */
  slots: count,
  jobId: z.string().nullable(),
  /** Of its job; null where there is none any more. */
  status: jobSchema.shape.status.nullable(),
  durationMs: count.nullable(),
});
export type Slot = z.infer<typeof slotSchema>;

export const scheduleChangeSchema = z.object({
  at,
  actor: z.string(),
  /** As the sign-in tables know them; null for who is not in them. */
  actorName: z.string().nullable(),
  action: z.string(),
  detail: z.string().nullable(),
});
export type ScheduleChange = z.infer<typeof scheduleChangeSchema>;

export const scheduleListQuerySchema = z.strictObject({
  /** Language of the descriptions; one that is not known is English. */
  locale: z.string().max(10).default('en'),
});
export const scheduleListSchema = z.object({
  isRunning: z.boolean(),
  /** By configuration; false: only what is asked for by hand runs. */
  enabled: z.boolean(),
  schedules: z.array(scheduleSchema),
});
export type ScheduleList = z.infer<typeof scheduleListSchema>;
export const scheduleHistorySchema = z.object({
  slots: z.array(slotSchema),
  changes: z.array(scheduleChangeSchema),
});
export type ScheduleHistory = z.infer<typeof scheduleHistorySchema>;
