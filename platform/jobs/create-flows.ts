import type { Logger } from 'pino';
import { isTerminal, type JobProgress } from '#contracts/job';
import { publishRollUp } from '../feed/roll-up';
import type { Metrics } from '../metrics';
import type { Engine } from '../queue/create-engine';
import { isReady, type RedisClient } from '../redis';
import { createFlowLedger, type FlowLedger, type WaitRow } from '../store/flow-ledger';
import type { JobRow } from '../store/job-row';
import type { Ledger } from '../store/ledger';
import { deliveryOf, type HandOver } from './hand-over';

/** A parent's progress is reckoned anew at most this often per process, in milliseconds. */
const ROLL_UP_EVERY_MS = 100;
const PAGE = 200;
/** Parents whose percent is remembered; the oldest is forgotten. */
const MAX_TOLD = 1_000;
/** Passes over a tree that grows while it is cancelled; the keeper does the rest. */
const MAX_CANCEL_PASSES = 5;

interface FlowsParts {
  readonly ledger: Ledger;
  readonly engine: Engine;
  readonly handOver: HandOver;
  readonly redis: RedisClient;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/**
 * Parents and children. The ledger holds the edges and the waits; whatever is told here by a process
 * that then dies is found again by the keeper's `sweep`.
 */
export interface Flows {
  readonly ledger: FlowLedger;
  /** A child has ended: its parent may go on, or its siblings may have to stop. Never rejects. */
  childEnded(parentId: string): void;
  /** A child has moved: so has its parent's bar. */
  childMoved(parentId: string): void;
  /** Whether that parent was let go on while the engine still had its last run. Never rejects. */
  redeliver(parentId: string): Promise<void>;
  /** Cancels all that lives below a job. */
  cancelBelow(rootId: string, actor: string | null, detail?: string): Promise<void>;
  /** Finishes what a crash left: parents whose children have ended, children whose parent has. */
  sweep(): Promise<void>;
  close(): void;
}

const percentOf = (progress: string | null): number =>
  progress === null ? 0 : ((JSON.parse(progress) as JobProgress).percent ?? 0);

/** “3 of 8 modules done”: the name of the call is the noun. */
const messageOf = (wait: WaitRow): string =>
  `${wait.ended} of ${wait.total} ${wait.name.replaceAll(/[-_]+/g, ' ')} done`;

export const createFlows = (parts: FlowsParts): Flows => {
  const { engine, handOver, redis, metrics, log } = parts;
  const ledger = createFlowLedger(parts.ledger);
  const ended = new Set<string>();
  const moved = new Set<string>();
  /** Highest percent this process has told of a parent: Redis may forget it. */
  const told = new Map<string, number>();
  let settling = false;
  let rolling: NodeJS.Timeout | undefined;
  let closed = false;

  /** @returns the percent; null where it could not be told */
  const rollUp = async (wait: WaitRow): Promise<number | null> => {
    const floorPercent = Math.max(percentOf(wait.progress), told.get(wait.id) ?? 0);
    const percent = await publishRollUp(redis, {
      owner: wait.owner,
      jobId: wait.id,
      after: wait.rev,
      attempt: wait.attempt,
      fromPercent: wait.from_percent,
      toPercent: wait.to_percent,
      weight: wait.weight,
      endedWeight: wait.ended_weight,
      floorPercent,
      message: messageOf(wait),
      live: wait.live_ids.map((id, index) => ({ id, weight: wait.live_weights[index] ?? 0 })),
    }).catch(() => null);
    if (percent === null) told.delete(wait.id);
    else {
      told.set(wait.id, percent);
      if (told.size > MAX_TOLD) told.delete(told.keys().next().value ?? '');
    }
    // A child's bar that moves its parent's moves the grandparent's too.
    if (percent !== null && wait.parent_id !== null) childMoved(wait.parent_id);
    return percent;
  };

  const rollUpMoved = async () => {
    const ids = [...moved];
    moved.clear();
    if (ids.length === 0 || !isReady(redis)) return;
    for (const wait of await ledger.waits(ids, null, ids.length)) await rollUp(wait);
  };

  const childMoved = (parentId: string) => {
    if (closed) return;
    moved.add(parentId);
    rolling ??= setTimeout(() => {
      rollUpMoved()
        .catch((error: unknown) => log.debug({ err: error }, 'no progress told of parents'))
        .finally(() => {
          rolling = undefined;
          // What moved meanwhile gets a turn of its own.
          const next = moved.values().next().value;
          if (next !== undefined) childMoved(next);
        });
    }, ROLL_UP_EVERY_MS);
    rolling.unref();
  };

  const tellCancelled = async (row: JobRow) => {
    void handOver.announce(row);
    await engine.announceCancel(row.id).catch(() => 0);
    if (!isTerminal(row.state)) return;
    metrics.jobsEnded.inc({ type: row.type, status: row.state });
    await engine.withdraw(deliveryOf(row)).catch(() => {});
  };

  const cancelBelow: Flows['cancelBelow'] = async (
    rootId,
    actor,
    detail = 'a job above it was cancelled',
  ) => {
    for (let pass = 0; pass < MAX_CANCEL_PASSES; pass += 1) {
      const rows = await ledger.cancelBelow(rootId, actor, detail);
      if (rows.length === 0) return;
      await Promise.all(rows.map(tellCancelled));
    }
  };

  const letGoOn = async (wait: WaitRow): Promise<void> => {
    await rollUp(wait);
    told.delete(wait.id);
    const percent = Math.max(wait.to_percent, percentOf(wait.progress));
    const progress: JobProgress = { percent, message: messageOf(wait) };
    const row = await ledger.resume(wait.id, JSON.stringify(progress));
    if (!row) return;
    handOver.deliver(row);
    void handOver.announce(row);
  };

  const settleOne = async (wait: WaitRow): Promise<void> => {
    if (wait.ended === wait.total) return letGoOn(wait);
    if (wait.on_failure === 'fail' && wait.broken) {
      await cancelBelow(wait.id, null, 'a sibling did not succeed');
      const [now] = await ledger.waits([wait.id], null, 1);
      return now && now.ended === now.total ? letGoOn(now) : undefined;
    }
    const percent = await rollUp(wait);
    if (percent !== null && percent > percentOf(wait.progress)) {
      const progress: JobProgress = { percent, message: messageOf(wait) };
      await ledger.keepProgress(wait.id, wait.rev, JSON.stringify(progress));
    }
  };

  const settleEnded = async () => {
    try {
      while (ended.size > 0) {
        const ids = [...ended].slice(0, PAGE);
        for (const id of ids) ended.delete(id);
        for (const wait of await ledger.waits(ids, null, PAGE)) await settleOne(wait);
      }
    } finally {
      settling = false;
    }
  };

  return {
    ledger,
    childMoved,
    childEnded: (parentId) => {
      if (closed) return;
      ended.add(parentId);
      if (settling) return;
      settling = true;
      // What ends in the same turn is settled in one go.
      setImmediate(() => {
        settleEnded().catch((error: unknown) =>
          log.debug({ err: error }, 'a parent waits for the keeper'),
        );
      });
    },
    redeliver: async (parentId) => {
      const row = await ledger.resuming(parentId).catch(() => null);
      if (row) handOver.deliver(row);
    },
    cancelBelow,
    sweep: async () => {
      for (let after: string | null = null; ; ) {
        const waits: WaitRow[] = await ledger.waits(null, after, PAGE);
        const due = waits.filter(
          (wait) => wait.ended === wait.total || (wait.broken && wait.on_failure === 'fail'),
        );
        for (const wait of due) await settleOne(wait);
        if (waits.length < PAGE) break;
        after = waits.at(-1)?.id ?? null;
      }
      for (const id of await ledger.orphaned(PAGE)) await cancelBelow(id, null);
    },
    close: () => {
      closed = true;
      clearTimeout(rolling);
    },
  };
};
