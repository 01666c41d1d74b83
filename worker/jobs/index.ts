import type { JobType } from '#contracts/jobs/index';
import type { JobContext } from '../job-context';
import type { JobHandler, WorkerDeps } from '../job-handler';
import type { AnyHandler } from '../run-attempt';
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

/** How each job type is done. A type that is missing here does not compile. */
const handlers = {
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
} satisfies { [T in JobType]: JobHandler<T> };

type BoundLater = (input: unknown, context: JobContext, deps: WorkerDeps) => Promise<unknown>;

/** The handlers as the worker calls them: its runner has checked the input against the contract. */
export const bindHandlers = (deps: WorkerDeps): Readonly<Record<string, AnyHandler>> =>
  Object.fromEntries(
    Object.entries(handlers).map(([type, handler]) => [
      type,
      (input, context) => (handler as BoundLater)(input, context, deps),
    ]),
  );
