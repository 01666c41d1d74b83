import type { SystemName } from '../define-job';
import type { AppJobs, JobType } from '../jobs/index';

interface Described {
  readonly title: string;
  readonly summary: string;
}

/** A job type's own text in another language: all of it or nothing, so that no form mixes two. */
export interface JobTypeTexts<T extends JobType> extends Described {
  readonly fields: {
    readonly [F in keyof Required<AppJobs[T]['input']>]: {
      readonly title: string;
      readonly description?: string;
    };
  };
}

/**
 * What the job contracts say in English, in another language. What is not listed stays as its contract
 * says it, and pages mark it as English: a new job type needs no translation to work.
 */
export interface JobTexts {
  readonly systems: { readonly [S in SystemName]?: Described };
  readonly types: { readonly [T in JobType]?: JobTypeTexts<T> };
}
