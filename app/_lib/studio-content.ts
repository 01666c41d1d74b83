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
