import { z } from 'zod';
import { contentLanguageSchema } from './languages';
import { lessonSchema } from './lessons';

/** A lesson as object storage keeps it, under `content/{lang}/{lessonId}/{sourceHash}.json`. */
export const storedLessonSchema = z.object({
  lessonId: z.string(),
  lang: contentLanguageSchema,
  /** Of the English it was made from. */
  sourceHash: z.string(),
  /** `sample`: made up to show the product at work. Its title stays English. */
  curriculum: z.object({ id: z.string(), title: z.string(), sample: z.boolean() }),
  module: z.object({ code: z.string(), title: z.string() }),
  lesson: lessonSchema,
  /** Where its pieces of text are from; null = it is the English. */
  translation: z
    .object({
      /** Approved by a person. */
      fromMemory: z.number().int(),
      fromProvider: z.number().int(),
      /** Provider and model. */
      engines: z.array(z.string()),
    })
    .nullable(),
});
export type StoredLesson = z.infer<typeof storedLessonSchema>;

const lessonId = z
  .string()
  .max(100)
  .regex(/^[a-z0-9-]+$/, 'This is not the id of a lesson');
export const contentLanguageParamsSchema = z.strictObject({ lang: contentLanguageSchema });
export const storedLessonParamsSchema = contentLanguageParamsSchema.extend({ lesson: lessonId });

/** Answer of `GET /api/languages/{lang}/lessons`. */
export const lessonListSchema = z.object({
  lang: contentLanguageSchema,
  curriculum: storedLessonSchema.shape.curriculum,
  lessons: z.array(
    z.object({
      id: z.string(),
      module: z.object({ code: z.string(), title: z.string() }),
      /** In English, as the module's. */
      title: z.string(),
      minutes: z.number().int(),
      stored: z.boolean(),
      /** Stored from the English as it is now. */
      current: z.boolean(),
      /** How often it was read in this language. */
      uses: z.number().int(),
    }),
  ),
});
export type LessonList = z.infer<typeof lessonListSchema>;

/** Answer of `GET /api/languages/{lang}/lessons/{lesson}`. */
export const lessonAnswerSchema = z.object({
  asked: contentLanguageSchema,
  /** False: the English has changed since it was translated. */
  current: z.boolean(),
  /** In English where the language asked for has none: see its `lang`. */
  content: storedLessonSchema,
});
export type LessonAnswer = z.infer<typeof lessonAnswerSchema>;
