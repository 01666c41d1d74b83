import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { JobInput, JobOutput, JobType } from '#contracts/jobs/index';
import type { Ai } from '#platform/ai/create-ai';
import type { AlertSender } from '#platform/alerts/create-alert-sender';
import type { CareersEngines } from '#platform/careers/engines';
import type { Config } from '#platform/config';
import type { JobService } from '#platform/jobs/job-service';
import type { LanguageUseStore } from '#platform/languages/language-use';
import type { Asking } from '#platform/news/ask/create-asking';
import type { Objects } from '#platform/objects/objects';
import type { UserData } from '#platform/user-data/create-user-data';
import type { JobContext } from './job-context';

/** What the worker process builds once and hands to every handler. */
export interface WorkerDeps {
  readonly config: Config;
  readonly pool: Pool;
  readonly log: Logger;
  /** Models, embeddings and summaries, chosen once at start by `config`, and the booking of what they use. */
  readonly ai: Ai;
  /** What can be done with jobs, for those that act on other jobs. */
  readonly jobs: Pick<JobService, 'get' | 'retry'>;
  /** The Careers system's table, warehouse and writer, chosen once at start by `config`. */
  readonly careers: CareersEngines;
  /** Bodies by key, on the disk or in a bucket. */
  readonly objects: Objects;
  /** How much each language is used. */
  readonly languageUse: LanguageUseStore;
  /** Sends what was queued for the endpoints of people and operators. */
  readonly alerts: AlertSender;
  /** Searches the stored news and answers from them. */
  readonly asking: Asking;
  /** What is kept of people: handed to them, and erased. */
  readonly userData: UserData;
}

/**
 * Runs one attempt of a job. What it returns is checked against the contract's output. It ends in
 * failure by throwing: `PermanentError` for good, `RetryableError` or anything else to be tried again.
 */
export type JobHandler<T extends JobType> = (
  input: JobInput<T>,
  context: JobContext,
  deps: WorkerDeps,
) => Promise<JobOutput<T>>;
