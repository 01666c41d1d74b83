import { z } from 'zod';
import { defineJob } from '../define-job';
import { jobStatusSchema } from '../job';
import { contentLanguageSchema, evaluationRecordSchema } from '../languages';

const count = z.number().int().min(0);
const { window, counts, totalUses, undecided, rules } = evaluationRecordSchema.shape;

/** Counts anew how much each language is used, and decides which ones content is kept ready in. */
export const languageEvaluation = defineJob({
  type: 'language-evaluation',
  system: 'languages',
  title: 'Evaluate languages',
  summary:
    'Counts how much each language is used, promotes and demotes, and then cleans up after those that are no longer frequent.',
  input: z.strictObject({
    windowDays: z.number().int().min(1).max(366).optional().meta({
      title: 'Window (days)',
      description: 'Days over which use is counted. Empty: as configured.',
    }),
  }),
  output: z.object({
    /** The end of the window. */
    evaluationDate: z.iso.datetime(),
    window,
    /** Uses within the window by language; a language without any is not there. */
    counts,
    totalUses,
    /** Languages that were judged. */
    totalLanguages: count,
    frequentLanguages: z.array(contentLanguageSchema),
    promotedLanguages: z.array(contentLanguageSchema),
    demotedLanguages: z.array(contentLanguageSchema),
    /** Why nothing was decided; null = it was. */
    undecided,
    rules,
    /** The clean-up that followed, as this job's child. */
    cleanup: z.object({
      jobId: z.string(),
      status: jobStatusSchema,
      cleanedLanguages: z.array(contentLanguageSchema),
      totalCleanedLessons: count,
    }),
  }),
  limits: { attempts: 3, timeoutMs: 600_000, backoffMs: 10_000 },
  role: 'admin',
  headline: ({
    frequentLanguages,
    promotedLanguages,
    demotedLanguages,
    undecided: why,
    cleanup,
  }) => {
    const parts = [`Frequent: ${frequentLanguages.join(', ')}`];
    if (promotedLanguages.length > 0) parts.push(`promoted ${promotedLanguages.join(', ')}`);
    if (demotedLanguages.length > 0) parts.push(`demoted ${demotedLanguages.join(', ')}`);
    if (why === 'too-little-use') parts.push('too little use to judge by');
    if (why === 'superseded') parts.push('a later evaluation was there before');
    if (cleanup.status !== 'completed') parts.push('the clean-up did not finish');
    return parts.join('; ');
  },
});
