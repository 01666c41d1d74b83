import { z } from 'zod';
import { defineJob } from '../define-job';
import { engineSchema } from '../job';
import { contentCoverageSchema, contentLanguageSchema } from '../languages';

const count = z.number().int().min(0);

/** How the lessons stand in one language after the run. */
export const preloadedLanguageSchema = z.object({
  /** `complete`, or why not all lessons are stored. */
  coverage: contentCoverageSchema,
  /** Lessons there are. */
  lessons: count,
  /** Of them stored, as the English is now. */
  stored: count,
  /** Stored by this run. */
  added: count,
  /** Pieces of text there are, and translated ones among them. */
  segments: count,
  translatedSegments: count,
  /** Translated by the provider in this run, and taken from approved translations in this run. */
  newlyTranslated: count,
  fromMemory: count,
  /** Lessons that wait for somebody to translate them. */
  needsProvider: count,
  /** Lessons with a text that did not pass the checks. */
  needsReview: count,
});
export type PreloadedLanguage = z.infer<typeof preloadedLanguageSchema>;

/** Stores whatever lessons are missing, in each frequent language. */
export const preloadLanguages = defineJob({
  type: 'preload-languages',
  system: 'languages',
  title: 'Preload languages',
  summary:
    'Stores the lessons in each frequent language, translated from English where they are missing. Nothing that is not translated is stored as if it were.',
  input: z.strictObject({
    languages: z
      .array(contentLanguageSchema)
      .min(1)
      .max(contentLanguageSchema.options.length)
      .optional()
      .meta({
        title: 'Languages',
        description:
          'Codes such as “he” or “ar”, of frequent languages. All of these where none is named.',
        control: 'tags',
        examples: [['he', 'ar']],
      }),
  }),
  output: z.object({
    languages: z.partialRecord(contentLanguageSchema, preloadedLanguageSchema),
    /** Asked for by name, or when the run began, and not frequent. */
    notFrequent: z.array(contentLanguageSchema),
    engine: engineSchema,
  }),
  limits: { attempts: 3, timeoutMs: 2 * 3_600_000, backoffMs: 5_000 },
  role: 'admin',
  headline: ({ languages }) => {
    const outcomes = Object.values(languages);
    const sum = (of: (one: (typeof outcomes)[number]) => number) =>
      outcomes.reduce((total, one) => total + of(one), 0);
    const figure = (value: number) => value.toLocaleString('en');
    const parts = [
      `${figure(sum((one) => one.stored))} of ${figure(sum((one) => one.lessons))} lessons stored`,
    ];
    const [added, waiting, doubtful] = [
      sum((one) => one.added),
      sum((one) => one.needsProvider),
      sum((one) => one.needsReview),
    ];
    if (added > 0) parts.push(`${figure(added)} new`);
    if (waiting > 0) parts.push(`${figure(waiting)} need a provider`);
    if (doubtful > 0) parts.push(`${figure(doubtful)} need review`);
    return parts.join(', ');
  },
});
