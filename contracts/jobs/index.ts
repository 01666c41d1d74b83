import type { z } from 'zod';
import type { JobContract } from '../define-job';
import { ask } from './ask';
import { careerInsights } from './career-insights';
import { deliverAlert } from './deliver-alert';
import { eraseData } from './erase-data';
import { exportData } from './export-data';
import { housekeeping } from './housekeeping';
import { languageCleanup } from './language-cleanup';
import { languageEvaluation } from './language-evaluation';
import { lessonPlans } from './lesson-plans';
import { newsIngestion } from './news-ingestion';
import { preloadLanguages } from './preload-languages';
import { resumeOptimization } from './resume-optimization';
import { retryFailures } from './retry-failures';
import { skillGapAnalysis } from './skill-gap-analysis';
import { train } from './train';
import { translate } from './translate';

/** Every job type, by its name. A type that is listed here and has no handler does not compile. */
export const jobContracts = {
  'resume-optimization': resumeOptimization,
  'skill-gap-analysis': skillGapAnalysis,
  'career-insights': careerInsights,
  train,
  'lesson-plans': lessonPlans,
  translate,
  'language-evaluation': languageEvaluation,
  'language-cleanup': languageCleanup,
  'preload-languages': preloadLanguages,
  'news-ingestion': newsIngestion,
  ask,
  housekeeping,
  'retry-failures': retryFailures,
  'deliver-alert': deliverAlert,
  'export-data': exportData,
  'erase-data': eraseData,
} as const satisfies { readonly [T in string]: JobContract<T> };

export type JobType = keyof typeof jobContracts;
export type JobInput<T extends JobType> = z.output<(typeof jobContracts)[T]['input']>;
export type JobOutput<T extends JobType> = z.output<(typeof jobContracts)[T]['output']>;

/** Input and output of each type, for the hooks' typing. */
export type AppJobs = {
  [T in JobType]: { input: z.input<(typeof jobContracts)[T]['input']>; output: JobOutput<T> };
};

export const jobTypes = Object.keys(jobContracts) as JobType[];

const byType: ReadonlyMap<string, JobContract> = new Map(Object.entries(jobContracts));

/** The contract of a type from outside, or undefined. A Map, so that `__proto__` is unknown too. */
export const findContract = (type: string): JobContract | undefined => byType.get(type);
export const isJobType = (type: string): type is JobType => byType.has(type);
