import type { JobInput, JobType } from '#contracts/jobs/index';
import type { JobHandler, WorkerDeps } from '../job-handler';
import type { AnyHandler } from '../run-attempt';
import { careerInsights } from './career-insights';
import { resumeOptimization } from './resume-optimization';
import { skillGapAnalysis } from './skill-gap-analysis';

/** How each job type is done. A type that is missing here does not compile. */
export const handlers = {
  'resume-optimization': resumeOptimization,
  'skill-gap-analysis': skillGapAnalysis,
  'career-insights': careerInsights,
} satisfies { [T in JobType]: JobHandler<T> };

/** The handlers as the worker calls them: its runner has checked the input against the contract. */
export const bindHandlers = (deps: WorkerDeps): Record<JobType, AnyHandler> => {
  const bind =
    <T extends JobType>(handler: JobHandler<T>): AnyHandler =>
    (input, context) =>
      handler(input as JobInput<T>, context, deps);
  return {
    'resume-optimization': bind(handlers['resume-optimization']),
    'skill-gap-analysis': bind(handlers['skill-gap-analysis']),
    'career-insights': bind(handlers['career-insights']),
  };
};
