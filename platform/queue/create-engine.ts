import { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { feedKeys } from '../feed/keys';
import { defineScript } from '../feed/run-script';
import type { Metrics } from '../metrics';
import { isReady, type RedisClient } from '../redis';
import {
  CANCEL_CHANNEL,
  type Priority,
  priorityCost,
  queueKey,
  queuePrefix,
  REBASE_AT,
} from './queue-options';
import { fairTagsLua, missingLua, rebaseTagsLua, reserveStartLua, returnTagLua } from './scripts';

/** What the engine needs to know to deliver a job. */
export interface Delivery {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  readonly priority: Priority;
  /** Hold it back for this long, in milliseconds; 0 = now. */
  readonly delayMs: number;
  /** Put it at the head of the line, not behind its owner's other jobs. Default false. */
  readonly ahead?: boolean;
}

/**
 * BullMQ reduced to delivery: who runs next, locks, delays. What a job is and how it ended is the
 * ledger's. Nothing here is the truth; all of it may be lost and is delivered again.
 */
export interface Engine {
  /** Whether Redis answers now. */
  readonly available: boolean;
  /** Puts jobs in line. A job that is there already stays as it is. */
  deliver(jobs: readonly Delivery[]): Promise<void>;
  /**
   * Lets jobs go that are held back. @returns ids of those that stand in line now; one that a worker
   * still has in its hands is not among them and has to be asked for again.
   */
  hasten(jobs: readonly Delivery[]): Promise<string[]>;
  /** Takes a waiting job out of line; a running one stays. */
  withdraw(job: Pick<Delivery, 'id' | 'owner' | 'type' | 'priority'>): Promise<void>;
  /** Of these, the jobs the engine has forgotten. */
  forgotten<T extends { id: string; type: string }>(jobs: readonly T[]): Promise<T[]>;
  /** Places in line, 1 = next; jobs that are not in line are left out. */
  positions(jobs: readonly { id: string; type: string }[]): Promise<Map<string, number>>;
  /** Tells every worker to stop a job. @returns how many processes heard it */
  announceCancel(jobId: string): Promise<number>;
  /**
   * Reserves a start under the owner's limit.
   *
   * @param type where a type is counted by itself
   * @returns ms since 1970; not in the future = start now
   */
  reserveStart(
    owner: string,
    jobId: string,
    startsPerMinute: number,
    type?: string,
  ): Promise<number>;
  queue(type: string): Queue;
  close(): Promise<void>;
}

const runFairTags = defineScript(fairTagsLua);
const runReturnTag = defineScript(returnTagLua);
const runRebase = defineScript(rebaseTagsLua);
const runMissing = defineScript(missingLua);
const runReserve = defineScript(reserveStartLua);

const flowOf = (owner: string, priority: Priority): string => `${priority}|${owner}`;

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

/** Only existence matters to the reconciler, and Redis' memory follows the backlog: nothing finished is kept. */
const keepNothing = { removeOnComplete: true, removeOnFail: true } as const;

/** @param client a `commands` connection: fails at once when Redis is away */
export const createEngine = (client: RedisClient, log: Logger, metrics: Metrics): Engine => {
  const queues = new Map<string, Queue>();

  const queue = (type: string): Queue => {
    const known = queues.get(type);
    if (known) return known;
    const made = new Queue(type, {
      // One connection serves all queues; BullMQ asks for the type of its own ioredis.
      connection: client as never,
      prefix: queuePrefix(type),
      skipVersionCheck: true,
      skipMetasUpdate: true,
    });
    made.on('error', (error) => {
      metrics.dependencyErrors.inc({ store: 'redis' });
      log.debug({ err: error, type }, 'queue error');
    });
    queues.set(type, made);
    return made;
  };

  const tags = async (
    type: string,
    owner: string,
    priority: Priority,
    count: number,
  ): Promise<number> => {
    const keys = [queueKey(type, 'prioritized'), queueKey(type, 'fair')];
    const cost = priorityCost[priority];
    const ask = async () =>
      (await runFairTags(client, keys, [flowOf(owner, priority), count, cost])) as number;
    const first = await ask();
    if (first + count * cost < REBASE_AT) return first;
    const by = (await runRebase(client, keys, [queueKey(type, '')])) as number;
    log.info({ type, by }, 'priority tags moved down');
    // A backlog wider than the tag space has no room left below: the tail shares the last tag.
    return Math.min(Math.max(1, first - by), REBASE_AT);
  };

  const deliverOwner = async (type: string, jobs: readonly Delivery[]) => {
    const { owner, priority } = jobs[0] as Delivery;
    const cost = priorityCost[priority];
    // One that was delayed, or is ahead, has waited already: it goes to the head, not behind newcomers.
    const hasWaited = (job: Delivery) => job.delayMs > 0 || job.ahead === true;
    const now = jobs.filter((job) => !hasWaited(job));
    const first = now.length > 0 ? await tags(type, owner, priority, now.length) : 1;
    let place = 0;
    await queue(type).addBulk(
      jobs.map((job) => ({
        name: type,
        data: { owner },
        opts: {
          ...keepNothing,
          jobId: job.id,
          priority: hasWaited(job) ? 1 : Math.min(first + place++ * cost, REBASE_AT + 100_000),
          ...(job.delayMs > 0 ? { delay: Math.ceil(job.delayMs) } : {}),
        },
      })),
    );
  };

  const deliver: Engine['deliver'] = async (jobs) => {
    if (jobs.length === 0) return;
    const flows = groupBy(jobs, (job) => `${job.type}|${flowOf(job.owner, job.priority)}`);
    await Promise.all([...flows.values()].map((flow) => deliverOwner(flow[0]?.type ?? '', flow)));
  };

  const hastenOne = async (job: Delivery): Promise<boolean> => {
    const held = await queue(job.type).getJob(job.id);
    if (!held) {
      await deliver([job]);
      return true;
    }
    const state = await held.getState();
    // In a worker's hands: about to be put off, or running already. The ledger tells which.
    if (state === 'active') return false;
    if (state === 'delayed') await held.promote();
    return true;
  };

  return {
    get available() {
      return isReady(client);
    },

    deliver,

    hasten: async (jobs) => {
      // It may move between the question and the order: then it is asked for again.
      const done = await Promise.all(jobs.map((job) => hastenOne(job).catch(() => false)));
      return jobs.flatMap((job, index) => (done[index] ? [job.id] : []));
    },

    withdraw: async ({ id, owner, type, priority }) => {
      const removed = await queue(type).remove(id);
      if (removed) {
        await runReturnTag(
          client,
          [queueKey(type, 'fair')],
          [flowOf(owner, priority), priorityCost[priority]],
        );
      }
    },

    forgotten: async (jobs) => {
      const lost = await Promise.all(
        [...groupBy(jobs, (job) => job.type)].map(async ([type, group]) => {
          const keys = group.map((job) => queueKey(type, job.id));
          const positions = (await runMissing(client, keys, [])) as number[];
          return positions.flatMap((position) => group[position - 1] ?? []);
        }),
      );
      return lost.flat();
    },

    positions: async (jobs) => {
      const places = new Map<string, number>();
      await Promise.all(
        jobs.map(async (job) => {
          const rank = await client.zrank(queueKey(job.type, 'prioritized'), job.id);
          if (rank !== null) places.set(job.id, Number(rank) + 1);
        }),
      );
      return places;
    },

    announceCancel: (jobId) => client.publish(CANCEL_CHANNEL, jobId),

    reserveStart: async (owner, jobId, startsPerMinute, type) => {
      const keys = feedKeys(owner);
      const starts = type === undefined ? keys.starts : `${keys.starts}:${type}`;
      const now = Date.now();
      return (await runReserve(
        client,
        [starts, keys.job(jobId)],
        [startsPerMinute, now],
      )) as number;
    },

    queue,

    close: async () => {
      await Promise.all([...queues.values()].map((one) => one.close()));
    },
  };
};
