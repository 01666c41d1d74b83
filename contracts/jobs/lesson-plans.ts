import { z } from 'zod';
import { defineJob } from '../define-job';
import { engineSchema } from '../job';
import { bloomLevels, coverageSchema, curriculumSourceSchema, workflowIdSchema } from '../lessons';

/** Plans the lessons of one module of a workflow; its success queues the job of the next one. */
export const lessonPlans = defineJob({
  type: 'lesson-plans',
  system: 'lessons',
  title: 'Lesson plans',
  summary:
    'Plans a curriculum’s lessons module by module: objectives, activities with minutes, assessment. Each module queues the next.',
  input: z.strictObject({
    workflowId: workflowIdSchema.meta({
      title: 'Workflow',
      description: 'Any name. A new one starts the bundled curriculum, a known one goes on.',
      examples: ['web-basics'],
    }),
    moduleIndex: z.number().int().min(0).max(999).optional().meta({
      title: 'Module',
      description: 'From 0. Left out, it is the first one that is missing.',
    }),
  }),
  output: z.object({
    workflowId: z.string(),
    moduleIndex: z.number().int(),
    totalModules: z.number().int(),
    /**
     * `generated` by this job; `skipped`: it was there already; `under-way`: another job has it.
     */
    outcome: z.enum(['generated', 'skipped', 'under-way']),
    code: z.string(),
    title: z.string(),
    contactHours: z.number(),
    lessons: z.array(
      z.object({
        no: z.number().int(),
        title: z.string(),
        level: z.enum(bloomLevels),
        minutes: z.number().int(),
      }),
    ),
    /** Null where another job has the module. */
    coverage: coverageSchema.nullable(),
    source: curriculumSourceSchema,
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 900_000, backoffMs: 60_000 },
  role: 'user',
  headline: ({ outcome, code, title, lessons, moduleIndex, totalModules }) => {
    const which = `${code} ${title} (${moduleIndex + 1} of ${totalModules})`;
    if (outcome === 'under-way') return `${which}: another job is at it`;
    if (outcome === 'skipped') return `${which}: was there already`;
    return `${which}: ${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'}`;
  },
});
