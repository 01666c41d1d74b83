import { z } from 'zod';
import { languageCodes } from './guideline-languages';
import { jobStatusSchema } from './job';

/** The languages content may be kept in: English, which it is written in, and those it can be translated into. */
export const contentLanguages = ['en', ...languageCodes] as const;
export const contentLanguageSchema = z.enum(contentLanguages);
export type ContentLanguage = z.infer<typeof contentLanguageSchema>;

/** Kept ready from the first day on; which ones are later, their use says. */
export const firstFrequent: readonly ContentLanguage[] = ['en', 'he', 'ar'];

export const languageStatuses = ['frequent', 'occasional'] as const;
export type LanguageStatus = (typeof languageStatuses)[number];

const count = z.number().int().min(0);
const at = z.iso.datetime();

/** By which rules a language is promoted and demoted. */
export const evaluationRulesSchema = z.object({
  /** Uses within the window that make a language frequent; so many of all languages together are needed to judge at all. */
  minUses: count,
  /** Share of all uses that makes a language frequent, 0 to 1. */
  minShare: z.number(),
  /** How many languages may be frequent, English included. */
  maxFrequent: z.number().int(),
  /** What a language that is frequent is given on top of its uses, 0.5 = half as many again. */
  hysteresis: z.number(),
});
export type EvaluationRules = z.infer<typeof evaluationRulesSchema>;

/** From when to when use was counted. */
export const useWindowSchema = z.object({ from: at, to: at, days: z.number().int().min(1) });

/** Uses within the window by language; those that are not there were not used. */
export const useCountsSchema = z.record(z.string(), count);

/** Why an evaluation left everything as it was. */
export const undecidedReasons = ['too-little-use', 'superseded'] as const;

/** An evaluation as its history tells it. */
export const evaluationRecordSchema = z.object({
  jobId: z.string(),
  at,
  window: useWindowSchema,
  counts: useCountsSchema,
  totalUses: count,
  undecided: z.enum(undecidedReasons).nullable(),
  frequent: z.array(contentLanguageSchema),
  promoted: z.array(contentLanguageSchema),
  demoted: z.array(contentLanguageSchema),
  rules: evaluationRulesSchema,
});
export type EvaluationRecord = z.infer<typeof evaluationRecordSchema>;

/** How far the lessons are in a language. */
export const contentCoverages = ['complete', 'needs-provider', 'needs-review', 'missing'] as const;
export const contentCoverageSchema = z.enum(contentCoverages);
export type ContentCoverage = z.infer<typeof contentCoverageSchema>;

const languageReportSchema = z.object({
  code: contentLanguageSchema,
  status: z.enum(languageStatuses),
  /** Of the status; null = as installed. */
  since: at.nullable(),
  /** Within the window. */
  uses: count,
  /** Of all uses within the window, 0 to 1. */
  share: z.number(),
  stored: z.object({
    /** Objects, also of English that has changed since. */
    items: count,
    bytes: count,
    /** Lessons stored as the source is now. */
    current: count,
    /** Whole percent of the lessons there are; 100 means all. */
    percent: count,
    newest: at.nullable(),
  }),
  /** How far the last preloading came, and when; null = there was none. */
  coverage: contentCoverageSchema.nullable(),
  preloadedAt: at.nullable(),
});
export type LanguageReport = z.infer<typeof languageReportSchema>;

const lastJobSchema = z.object({
  jobId: z.string(),
  type: z.string(),
  status: jobStatusSchema,
  createdAt: at,
  finishedAt: at.nullable(),
});

/** Answer of `GET /api/languages`. */
export const languagesReportSchema = z.object({
  /** The window that ends now. */
  window: useWindowSchema,
  totalUses: count,
  /** Uses of languages that no content can be kept in. */
  otherUses: count,
  rules: evaluationRulesSchema,
  /** What a clean-up leaves of a language that is no longer frequent. */
  kept: z.object({ days: count, items: count }),
  /** Lessons there are in English. */
  lessons: count,
  languages: z.array(languageReportSchema),
  /** Newest first; its first is the last evaluation. */
  evaluations: z.array(evaluationRecordSchema),
  /** The latest job of each type of this system, whoever started it. */
  jobs: z.array(lastJobSchema),
});
export type LanguagesReport = z.infer<typeof languagesReportSchema>;
