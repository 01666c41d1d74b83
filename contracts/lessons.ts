import { z } from 'zod';
import { engineSchema, jobStatusSchema } from './job';

/** Levels of Bloom's revised taxonomy, from the lowest to the highest. */
export const bloomLevels = [
  'remember',
  'understand',
  'apply',
  'analyse',
  'evaluate',
  'create',
] as const;
const bloomLevelSchema = z.enum(bloomLevels);
export type BloomLevel = z.infer<typeof bloomLevelSchema>;

/** The phases of a lesson after the 5E model, in their order. */
export const lessonPhases = ['engage', 'explore', 'explain', 'elaborate', 'evaluate'] as const;
const lessonPhaseSchema = z.enum(lessonPhases);
export type LessonPhase = z.infer<typeof lessonPhaseSchema>;

/** Name of a workflow. It is its owner's: the same name of somebody else is another workflow. */
export const workflowIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'Use 1 to 100 letters, digits, hyphens and underscores');

export const lessonSchema = z.object({
  /** Place in its module, from 1. */
  no: z.number().int(),
  title: z.string(),
  kind: z.enum(['teaching', 'review']),
  level: bloomLevelSchema,
  /** Contact time; the activities' minutes add up to it. */
  minutes: z.number().int(),
  topics: z.array(z.string()),
  /** Ids of the module's outcomes it serves. */
  outcomes: z.array(z.string()),
  objectives: z.array(z.string()),
  activities: z.array(
    z.object({ phase: lessonPhaseSchema, minutes: z.number().int(), activity: z.string() }),
  ),
  materials: z.array(z.string()),
  assessment: z.string(),
  differentiation: z.object({ support: z.string(), stretch: z.string() }),
  homework: z.string(),
});
export type Lesson = z.infer<typeof lessonSchema>;

const shareSchema = z.object({ taught: z.number().int(), of: z.number().int() });
/** What of a module is taught. A module is kept only when nothing is missing and no minute is over. */
export const coverageSchema = z.object({
  outcomes: shareSchema,
  topics: shareSchema,
  minutes: z.object({ planned: z.number().int(), asked: z.number().int() }),
  /** Names of outcomes and topics that no lesson teaches. */
  missing: z.array(z.string()),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** A module with its lessons, as it is kept. */
export const modulePlanSchema = z.object({
  code: z.string(),
  title: z.string(),
  contactHours: z.number(),
  outcomes: z.array(z.object({ id: z.string(), text: z.string(), level: bloomLevelSchema })),
  lessons: z.array(lessonSchema),
  coverage: coverageSchema,
});
export type ModulePlan = z.infer<typeof modulePlanSchema>;

/** Where a curriculum comes from. */
export const curriculumSourceSchema = z.object({
  title: z.string(),
  note: z.string(),
  asOf: z.string(),
  sample: z.boolean(),
});

const answer = <T extends z.ZodType>(data: T) => z.object({ success: z.literal(true), data });

/** Answer of POST /api/workflows/:id/lesson-plans. */
export const lessonPlansStartSchema = answer(
  z.object({
    /** Jobs this request has queued: 1, or 0 where one is under way or nothing is left. */
    jobsQueued: z.number().int(),
    modulesGenerated: z.number().int(),
    totalModules: z.number().int(),
    /** Whole minutes for the modules that are left, rounded up; 0 when none is. */
    estimatedTimeMinutes: z.number().int(),
  }),
).extend({ message: z.string() });
export type LessonPlansStart = z.infer<typeof lessonPlansStartSchema>;

/**
 * `pending`: modules are left and nothing runs; `in_progress`: a job is live; `failed`: nothing runs, and the
 * job of a module that is left has failed.
 */
export const workflowStatuses = ['pending', 'in_progress', 'complete', 'failed'] as const;

/** Answer of GET /api/workflows/:id/lesson-plans/status. */
export const lessonPlansStatusSchema = answer(
  z.object({
    workflowId: z.string(),
    modulesGenerated: z.number().int(),
    totalModules: z.number().int(),
    allComplete: z.boolean(),
    /** Of the modules generated so far, as the two below. */
    totalLessons: z.number().int(),
    totalContactHours: z.number(),
    /** The latest job of each module that has one. */
    jobs: z.object({
      total: z.number().int(),
      active: z.number().int(),
      completed: z.number().int(),
      failed: z.number().int(),
      details: z.array(
        z.object({
          jobId: z.string(),
          moduleIndex: z.number().int(),
          state: jobStatusSchema,
          /** 0 to 100. */
          progress: z.number(),
          attemptsMade: z.number().int(),
        }),
      ),
    }),
    status: z.enum(workflowStatuses),
  }),
);
export type LessonPlansStatus = z.infer<typeof lessonPlansStatusSchema>['data'];

/** Answer of GET /api/workflows/:id/lesson-plans: what is generated so far. */
export const lessonPlansDataSchema = answer(
  z.object({
    workflowId: z.string(),
    title: z.string(),
    curriculum: z.string(),
    source: curriculumSourceSchema,
    totalModules: z.number().int(),
    modules: z.array(
      modulePlanSchema.extend({
        moduleIndex: z.number().int(),
        jobId: z.string(),
        engine: engineSchema,
        generatedAt: z.iso.datetime(),
      }),
    ),
  }),
);
export type LessonPlansData = z.infer<typeof lessonPlansDataSchema>['data'];

export const lessonPlansQuerySchema = z.strictObject({
  /** Only this module, from 0. */
  module: z
    .string()
    .regex(/^\d{1,3}$/, 'Use the number of a module, from 0')
    .transform(Number)
    .optional(),
});
export const exportFormats = ['markdown', 'docx'] as const;
export const lessonPlansExportQuerySchema = z.strictObject({
  format: z.enum(exportFormats).default('markdown'),
});
