import type { Logger } from 'pino';
import type { OperatorService } from './admin/create-operators';
import type { AlertService } from './alerts/create-alert-service';
import type { Revocations, Tokens } from './auth/tokens';
import type { Config } from './config';
import type { FeedReader, FeedSubscriptions } from './feed/feed';
import type { JobService } from './jobs/job-service';
import type { SeenJobs } from './jobs/seen-jobs';
import type { UseRecorder } from './languages/create-use-recorder';
import type { LanguageUseStore } from './languages/language-use';
import type { Metrics } from './metrics';
import type { Outgoing } from './net/create-outgoing';
import type { Objects } from './objects/objects';
import type { PushService } from './push/push-service';
import type { Engine } from './queue/create-engine';
import type { SocketPresence } from './queue/socket-presence';
import type { RateLimiter } from './rate-limit';
import type { ScheduleService } from './schedules/create-schedules';
import type { UserData } from './user-data/create-user-data';

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
  readonly schedules: ScheduleService;
  /** For the socket process. */
  readonly socketPresence: SocketPresence;
  /** What operators see and do. */
  readonly operators: OperatorService;
  readonly feed: FeedReader;
  readonly subscriptions: FeedSubscriptions;
  readonly tokens: Tokens;
  readonly revocations: Revocations;
  /** Calls per minute, over all processes: createRateLimiter(redis). */
  readonly rates: RateLimiter;
  /** Endings people have been shown. */
  readonly seen: SeenJobs;
  /** Who is told of endings while no page is open. */
  readonly push: PushService;
  /** Where people and operators hear of jobs outside of here. */
  readonly alerts: AlertService;
  /** What is kept of people: handed to them, and erased. */
  readonly userData: UserData;
  /** Requests to addresses that other people named. */
  readonly outgoing: Outgoing;
  /** Bodies by key, on the disk or in a bucket. */
  readonly objects: Objects;
  readonly languageUse: LanguageUseStore;
  /** Uses of languages that nobody waits for; `close` writes them. */
  readonly uses: UseRecorder;
  /** The Postgres pool, for the sign-in tables. */
  readonly pool: import('pg').Pool;
  /** BullMQ's view of the queues, to look at. What a job is, `jobs` says. */
  readonly engine: Pick<Engine, 'available' | 'queue'>;
  /** Sets the gauge of jobs per type and status from the ledger. Never throws. */
  countJobs(): Promise<void>;
  /** Sets the other gauges of the whole installation, from both stores. Never throws. */
  readGauges(): Promise<void>;
  /** Asks both stores, each within 1 s. Never throws. */
  health(): Promise<DependencyHealth>;
  close(): Promise<void>;
}
