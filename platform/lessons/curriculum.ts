import { z } from 'zod';
import webDevelopment from '#content/lessons/intro-web-development.json' with { type: 'json' };

/** Shape of a file in `content/lessons/`, checked once when it is loaded. */

const topicSchema = z.strictObject({
  title: z.string().min(1).max(120),
  /** Words of the subject that a lesson on it uses. */
  terms: z.array(z.string().min(1).max(60)).min(3).max(8),
  /** A situation to work on, as a phrase. */
  case: z.string().min(1).max(200),
});
export type CurriculumTopic = z.infer<typeof topicSchema>;

/** Half an hour at least: less cannot hold the five phases of a lesson. */
const hoursSchema = z
  .number()
  .min(0.5)
  .max(500)
  .refine(
    (hours) => Math.abs(hours * 60 - Math.round(hours * 60)) < 1e-6,
    'Contact hours are whole minutes: 18.75 is well, 18.76 is not',
  );

const distinct = <T>(items: readonly T[]): boolean => new Set(items).size === items.length;

const moduleSchema = z.strictObject({
  code: z.string().min(1).max(20),
  title: z.string().min(1).max(120),
  contactHours: hoursSchema,
  /** Each begins with a verb that tells its level. */
  outcomes: z
    .array(z.string().min(3).max(300))
    .min(1)
    .max(40)
    .refine(distinct, 'Each outcome once'),
  topics: z
    .array(topicSchema)
    .min(1)
    .max(60)
    .refine((topics) => distinct(topics.map(({ title }) => title)), 'Each topic once'),
});
export type CurriculumModule = z.infer<typeof moduleSchema>;

export const curriculumSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,80}$/),
  title: z.string().min(1),
  summary: z.string().min(1),
  /** True where it was made up to show the product at work. */
  sample: z.boolean(),
  source: z.strictObject({
    name: z.string().min(1),
    asOf: z.string().regex(/^\d{4}-\d{2}$/),
    note: z.string().min(1),
  }),
  /** Usual length of a lesson. Default 90. */
  lessonMinutes: z.number().int().min(30).max(480).default(90),
  modules: z.array(moduleSchema).min(1).max(1000),
});
export type Curriculum = z.infer<typeof curriculumSchema>;

let bundled: Curriculum | undefined;

/** The curriculum a new workflow gets. @throws ZodError where its file does not fit its shape */
export const bundledCurriculum = (): Curriculum => {
  bundled ??= curriculumSchema.parse(webDevelopment);
  return bundled;
};

/** A curriculum by its id; undefined where it is not shipped any more. */
export const findCurriculum = (id: string): Curriculum | undefined => {
  const curriculum = bundledCurriculum();
  return curriculum.id === id ? curriculum : undefined;
};
