import type { Logger } from 'pino';
import type { Revocations, Tokens } from './auth/tokens';
import type { Config } from './config';
import type { FeedReader, FeedSubscriptions } from './feed/feed';
import type { JobService } from './jobs/job-service';
import type { Metrics } from './metrics';

export interface DependencyHealth {
  readonly redis: boolean;
  readonly postgres: boolean;
}

/** What a process builds once at its start and hands to everything it runs. */
export interface Platform {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly jobs: JobService;
  readonly feed: FeedReader;
  readonly subscriptions: FeedSubscriptions;
  readonly tokens: Tokens;
  readonly revocations: Revocations;
  /** The Postgres pool, for the sign-in tables. */
  readonly pool: import('pg').Pool;
  /** Asks both stores, each within 1 s. Never throws. */
  health(): Promise<DependencyHealth>;
  close(): Promise<void>;
}
