import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal } from '#contracts/job';
import type { PlatformCore } from '#platform/create-platform';
import { deliveryOf } from '#platform/jobs/hand-over';
import { isReady } from '#platform/redis';
import type { JobRow } from '#platform/store/job-row';

const LEASE_KEY = 'jobwire:keeper';
const LEASE_MS = 4_000;
const TICK_MS = 1_000;
/** Open jobs are compared with the engine this often, or less often where there are very many. */
const RECONCILE_MS = 3_000;
/** A job younger than this may still be on its way into the engine. */
const GRACE_MS = 5_000;
const PAGE = 1_000;
/** Each sweep looks a little behind the clock; each deep one a minute, for commits that came late. */
const SWEEP_LAG_MS = 1_000;
const DEEP_SWEEP_EVERY_MS = 20_000;
const DEEP_SWEEP_MS = 60_000;

export interface Keeper {
  close(): Promise<void>;
}

type Parts = Pick<
  PlatformCore,
  | 'ledger'
  | 'flows'
  | 'controls'
  | 'engine'
  | 'publisher'
  | 'handOver'
  | 'redis'
  | 'metrics'
  | 'log'
>;

const byOwner = (rows: readonly JobRow[]): Map<string, JobRow[]> => {
  const groups = new Map<string, JobRow[]>();
  for (const row of rows) {
    const group = groups.get(row.owner);
    if (group) group.push(row);
    else groups.set(row.owner, [row]);
  }
  return groups;
};

/**
 * Mends what a crash, a flush or a lost message left behind, in one process at a time (a lease in
 * Redis): due scheduled jobs join the line, jobs that the engine forgot are delivered again, changes
 * that the feed never saw are published, paused queues are paused. Two keepers at once do no harm: every act is idempotent.
 */
export const startKeeper = (parts: Parts): Keeper => {
  const { ledger, flows, controls, engine, publisher, handOver, redis, metrics, log } = parts;
  const name = `${hostname()}:${process.pid}:${randomUUID()}`;
  const stop = new AbortController();
  let mark = new Date(Date.now() - DEEP_SWEEP_MS);
  let deepAt = 0;
  let reconcileAt = 0;

  const holdsLease = async (): Promise<boolean> => {
    if (!isReady(redis)) return false;
    if ((await redis.set(LEASE_KEY, name, 'PX', LEASE_MS, 'NX')) === 'OK') return true;
    if ((await redis.get(LEASE_KEY)) !== name) return false;
    await redis.pexpire(LEASE_KEY, LEASE_MS);
    return true;
  };

  const promote = async () => {
    for (;;) {
      const due = await ledger.promoteDue(PAGE);
      for (const row of due) {
        handOver.deliver(row);
        void handOver.announce(row);
      }
      if (due.length < PAGE) return;
    }
  };

  /** Whoever cut a back-off short may have died, or lost Redis, before the engine heard of it. */
  const hasten = async () => {
    const rows = await ledger.hastened(PAGE);
    if (rows.length === 0) return;
    const waiting = rows.filter((row) => row.state === 'pending');
    const done = new Set(await engine.hasten(waiting.map((row) => deliveryOf(row))));
    const settled = rows.filter((row) => row.state !== 'pending' || done.has(row.id));
    await ledger.forgetHastened(settled.map((row) => row.id));
  };

  const publishUnseen = async (rows: readonly JobRow[]) => {
    for (const [owner, group] of byOwner(rows)) {
      const unseen = new Set(await publisher.unpublished(owner, group));
      const late = group.filter((row) => unseen.has(row.id));
      if (late.length === 0) continue;
      metrics.swept.inc(late.length);
      await Promise.all(late.map((row) => handOver.announce(row)));
    }
  };

  const sweep = async () => {
    const upTo = new Date(Date.now() - SWEEP_LAG_MS);
    const deep = Date.now() - deepAt > DEEP_SWEEP_EVERY_MS;
    if (deep) deepAt = Date.now();
    const from = deep ? new Date(upTo.getTime() - DEEP_SWEEP_MS) : mark;
    for (let after: JobRow | null = null; ; ) {
      const rows: JobRow[] = await ledger.endedJobs(from, upTo, after, PAGE);
      await publishUnseen(rows);
      if (rows.length < PAGE) break;
      after = rows.at(-1) ?? null;
    }
    mark = new Date(upTo.getTime() - SWEEP_LAG_MS / 2);
  };

  const reconcile = async () => {
    const startedAt = Date.now();
    for (let after: string | null = null; ; ) {
      const rows: (JobRow & { wait_ms: number })[] = await ledger.openJobs(GRACE_MS, after, PAGE);
      // Nobody delivers a parent that waits: its last child does.
      const forgotten = await engine.forgotten(rows.filter((row) => row.state !== 'waiting'));
      if (forgotten.length > 0) {
        metrics.requeued.inc(forgotten.length);
        log.info({ jobs: forgotten.length }, 'the queue had forgotten these jobs; delivered again');
        await engine.deliver(forgotten.map((row) => deliveryOf(row, row.wait_ms)));
      }
      await publishUnseen(rows.filter((row) => !isTerminal(row.state)));
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.id ?? null;
    }
    await flows.sweep();
    // A huge backlog is not compared all the time: one part in twenty of the keeper's time at most.
    reconcileAt = Date.now() + Math.max(RECONCILE_MS, 20 * (Date.now() - startedAt));
  };

  const tick = async () => {
    if (!(await holdsLease())) {
      mark = new Date(Date.now() - DEEP_SWEEP_MS);
      return;
    }
    // First: what a flush took must not run before it is paused again.
    await controls.enforce();
    await promote();
    await hasten();
    await sweep();
    if (Date.now() >= reconcileAt) await reconcile();
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      await tick().catch((error: unknown) =>
        log.debug({ err: error }, 'the keeper will try again'),
      );
      await sleep(TICK_MS, undefined, { signal: stop.signal }).catch(() => {});
    }
    if (isReady(redis) && (await redis.get(LEASE_KEY).catch(() => null)) === name) {
      await redis.del(LEASE_KEY).catch(() => {});
    }
  };
  const running = run();

  return {
    close: async () => {
      stop.abort();
      await running;
    },
  };
};
