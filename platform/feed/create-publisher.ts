import { randomBytes } from 'node:crypto';
import type { DurableKind } from '#contracts/events';
import type { Job } from '#contracts/job';
import { MAX_CHUNKS, MAX_FEED_EVENTS, MAX_LOG_LINES } from '#contracts/limits';
import type { Metrics } from '../metrics';
import type { RedisClient } from '../redis';
import { feedKeys } from './keys';
import { defineScript } from './run-script';
import { publishLua, unpublishedLua, volatileLua } from './scripts';
import { trackServerLife } from './server-life';

/** A live job's data stay this long after its last sign of life; a finished one's an hour. */
export const LIVE_JOB_SECONDS = 48 * 3600;
const FINISHED_JOB_SECONDS = 3600;
/** An owner's numbering is forgotten after a week of silence; the events themselves go as finished jobs do. */
const FEED_SECONDS = 7 * 24 * 3600;
/** How long a `started` may wait for its job's end, so that a quick job's two events share one call. */
const STARTED_ALLOWANCE_MS = 5;

export interface DurableChange {
  readonly owner: string;
  readonly kind: DurableKind;
  readonly terminal: boolean;
  readonly job: Job;
}

export interface VolatileUpdate {
  readonly owner: string;
  readonly jobId: string;
  /** Rev of the claim it belongs behind. */
  readonly after: number;
  /** Whole progress event as JSON, or null. */
  readonly progress: string | null;
  /** JSON tails without their opening brace and index: `"at":1,"level":"info","text":"…"}`. */
  readonly lines: readonly string[];
  readonly chunks: readonly string[];
  /** True at the end of the job: its data go after an hour. */
  readonly last: boolean;
}

export interface Publisher {
  /** Publishes a durable change. Rejects when Redis is away; the sweeper will find the change in the ledger. */
  publish(change: DurableChange): Promise<void>;
  /** @returns false where a newer durable change silenced the progress */
  update(update: VolatileUpdate): Promise<boolean>;
  /** Of one owner's jobs, those whose rev the feed has not seen. */
  unpublished(owner: string, jobs: readonly { id: string; rev: number }[]): Promise<string[]>;
}

interface Waiting {
  readonly change: DurableChange;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const runPublish = defineScript(publishLua);
const runUnpublished = defineScript(unpublishedLua);
const runVolatile = defineScript(volatileLua);

const tailOf = ({ kind, job }: DurableChange): string =>
  `"kind":"${kind}","jobId":${JSON.stringify(job.id)},"rev":${job.rev},"at":${Date.now()},"job":${JSON.stringify(job)}}`;

/** Publishes what has been committed: all events of one owner in one turn travel in one Lua call. */
export const createPublisher = (client: RedisClient, metrics: Metrics): Publisher => {
  const serverLife = trackServerLife(client);
  let waiting = new Map<string, Waiting[]>();
  let turnScheduled = false;
  let allowance: NodeJS.Timeout | undefined;

  const send = async (owner: string, batch: readonly Waiting[]) => {
    const keys = feedKeys(owner);
    try {
      const args: (string | number)[] = [
        await serverLife(),
        randomBytes(9).toString('base64url'),
        MAX_FEED_EVENTS,
        keys.channel,
        FEED_SECONDS,
        FINISHED_JOB_SECONDS,
      ];
      for (const { change } of batch) {
        args.push(
          change.job.rev,
          change.terminal ? FINISHED_JOB_SECONDS : LIVE_JOB_SECONDS,
          tailOf(change),
        );
      }
      const jobKeys = batch.flatMap(({ change: { job } }) => [
        keys.job(job.id),
        keys.logs(job.id),
        keys.chunks(job.id),
      ]);
      await runPublish(client, [keys.head, keys.stream, ...jobKeys], args);
      metrics.feedCalls.inc();
      metrics.feedEvents.inc(batch.length);
      for (const one of batch) one.resolve();
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
  };

  /** @param everything false leaves owners alone who only have a `started` waiting */
  const flush = (everything: boolean) => {
    const due = waiting;
    waiting = new Map();
    for (const [owner, batch] of due) {
      if (everything || batch.some(({ change }) => change.kind !== 'started'))
        void send(owner, batch);
      else waiting.set(owner, batch);
    }
  };

  return {
    publish: (change) =>
      new Promise((resolve, reject) => {
        const batch = waiting.get(change.owner) ?? [];
        batch.push({ change, resolve, reject });
        waiting.set(change.owner, batch);
        if (change.kind === 'started') {
          if (allowance) return;
          allowance = setTimeout(() => {
            allowance = undefined;
            flush(true);
          }, STARTED_ALLOWANCE_MS);
        } else if (!turnScheduled) {
          turnScheduled = true;
          setImmediate(() => {
            turnScheduled = false;
            flush(false);
          });
        }
      }),

    update: async (update) => {
      const keys = feedKeys(update.owner);
      const stale = await runVolatile(
        client,
        [keys.job(update.jobId), keys.logs(update.jobId), keys.chunks(update.jobId)],
        [
          keys.watch(update.jobId),
          update.last ? FINISHED_JOB_SECONDS : LIVE_JOB_SECONDS,
          update.after,
          JSON.stringify(update.jobId),
          MAX_LOG_LINES,
          MAX_CHUNKS,
          update.progress ?? '',
          update.lines.length,
          ...update.lines,
          ...update.chunks,
        ],
      );
      return stale !== 1;
    },

    unpublished: async (owner, jobs) => {
      const keys = feedKeys(owner);
      const missing = (await runUnpublished(
        client,
        jobs.map((job) => keys.job(job.id)),
        jobs.map((job) => job.rev),
      )) as number[];
      return missing.map((position) => jobs[position - 1]?.id ?? '');
    },
  };
};
