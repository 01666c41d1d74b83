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
