import type { ClientParts } from './client-parts';
import type { JobFeed } from './job-feed';

/** What the parts of the engine stand on. */
export interface EngineParts extends ClientParts {
  readonly feed: JobFeed;
  /** Puts one report of progress into its row. */
  readonly progress: (event: unknown) => void;
}
