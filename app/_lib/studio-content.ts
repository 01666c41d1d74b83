import type { Job } from '#contracts/job';
import type { JobType } from '#contracts/jobs/index';

/** What the Studio opens with, from its address. */
export interface Prefill {
  /** The form to bring into view. */
  readonly type: JobType;
  /** The earlier job; with it `input` or, where that could not be read, `failed`. */
  readonly from: string | null;
  readonly input: unknown;
  readonly failed: boolean;
}

/** A job without its result, and the one line that says what the result is. */
export interface LatestJob {
  readonly job: Job;
  readonly headline: string;
}
