import { z } from 'zod';
import { defineJob } from '../define-job';
import { type ContentLanguage, contentLanguageSchema } from '../languages';

const count = z.number().int().min(0);

const cleanedLanguageSchema = z.object({
  removed: count,
  bytes: count,
  /** Stored or read within the days that are kept. */
  keptRecent: count,
  /** Kept for being among the most read. */
  keptMostUsed: count,
  /** It became frequent before all of it was removed: the rest stays. */
  frequentAgain: z.boolean(),
});

/** Removes stored lessons of languages that are not frequent. An evaluation starts it by itself. */
export const languageCleanup = defineJob({
  type: 'language-cleanup',
  system: 'languages',
  title: 'Clean up languages',
  summary:
    'Removes stored lessons of languages that are no longer frequent. What is recent and what is read most stays.',
  input: z.strictObject({
    keepDays: z.number().int().min(0).max(3_650).optional().meta({
      title: 'Keep recent (days)',
      description: 'What was stored or read within so many days. Empty: as configured.',
    }),
    keepItems: z.number().int().min(0).max(10_000).optional().meta({
      title: 'Keep most read (lessons)',
      description: 'So many per language. Empty: as configured.',
    }),
  }),
  output: z.object({
    /** Those that something was removed of. */
    cleanedLanguages: z.array(contentLanguageSchema),
    totalCleanedLessons: count,
    totalCleanedBytes: count,
    keptRecent: count,
    keptMostUsed: count,
    /** Of every language that had something stored. */
    languages: z.partialRecord(contentLanguageSchema, cleanedLanguageSchema),
  }),
  limits: { attempts: 5, timeoutMs: 1_800_000, backoffMs: 10_000 },
  role: 'admin',
  headline: ({ cleanedLanguages, totalCleanedLessons }) => {
    if (totalCleanedLessons === 0) return 'Nothing to remove';
    const lessons = totalCleanedLessons === 1 ? '1 lesson' : `${totalCleanedLessons} lessons`;
    return `Removed ${lessons} in ${cleanedLanguages.join(', ')}`;
  },
});
export type CleanedLanguage = z.infer<typeof cleanedLanguageSchema>;
export type CleanedLanguages = Partial<Record<ContentLanguage, CleanedLanguage>>;
