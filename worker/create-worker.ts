import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { JobContract } from '#contracts/define-job';
import { type JobType, jobContracts } from '#contracts/jobs/index';
import type { PlatformCore } from '#platform/create-platform';
import {
  LOCK_DURATION_MS,
  queueKey,
  queuePrefix,
  STALL_CHECK_MS,
} from '#platform/queue/queue-options';
import { createRedis, isReady } from '#platform/redis';
import type { WantedSchedule } from '#platform/schedules/resolve-schedules';
import { SYSTEM_OWNER } from '#platform/schedules/schedule-row';
import { createDrain } from './drain';
import { startKeeper } from './keeper';
import { LiveRuns } from './live-runs';
import { createLockKeeper } from './lock-keeper';
import { presentWorker } from './present';
import { QuickTypes } from './quick-types';
import { type AnyHandler, runAttempt } from './run-attempt';
import { runSchedules } from './run-schedules';
import { watchRuns } from './run-watch';
import { Slots } from './slots';
import { watchStalls } from './stall-watch';

export interface JobWorker {
  /** Handlers running now. */
  readonly busy: number;
  /** Whether it takes jobs: false from the start of its shutdown on. */
  readonly open: boolean;
  /**
   * Takes no new job, lets the running ones finish within the grace, hands the rest back unpenalised.
   * Safe to call twice.
   */
  close(graceMs?: number): Promise<void>;
}

export interface WorkerParts {
  readonly platform: PlatformCore;
  /** One per type; a type without one is not served by this process. */
  readonly handlers: Readonly<Partial<Record<string, AnyHandler>>>;
  /** For tests: contracts beside the product's own. */
  readonly contracts?: Readonly<Record<string, JobContract>>;
  /** For tests: schedules instead of the declared ones. */
  readonly schedules?: readonly WantedSchedule[];
}

/** A job that found no free slot goes back to the line after this: another worker may have one. */
const ADMISSION_MS = 1_000;
const RETUNE_MS = 100;
/** A start reserved for less than this ahead is not worth a trip through the delayed set. */
const NOW_MS = 20;
/** A job of a paused type that was delivered all the same is looked at again after this, in milliseconds. */
const PAUSED_MS = 1_000;

/** The process that runs jobs: takes what the engine delivers, under the ledger's rules. */
export const createWorker = ({
  platform,
  handlers,
  contracts,
  schedules,
}: WorkerParts): JobWorker => {
  const { config, engine, log, metrics } = platform;
  const known: Readonly<Record<string, JobContract>> = { ...jobContracts, ...contracts };
  const slots = new Slots(config.worker.concurrency);
  const expressSlots = new Slots(config.worker.concurrency);
  const slotsOf = ({ limits }: JobContract): Slots => (limits.express ? expressSlots : slots);
  const runs = new LiveRuns();
  const quick = new QuickTypes();
  /** Tells this process from every other, also one with the same pid before it. */
  const id = randomUUID();
  const name = `${hostname()}:${process.pid}:${id}`;
  let runNumber = 0;
  const locks = createLockKeeper(
    config.redis,
    (keys) => {
      metrics.locksLost.inc(keys.length);
      for (const key of keys) runs.abort(key.slice(0, key.indexOf(' ')), 'lock_lost');
    },
    log,
  );
  /** Runs that ended without an end: their parent may be let go on before the engine has put them away. */
  const putAway = new Set<string>();
  let closing: Promise<void> | undefined;

  const giveBack = async (job: Job, token: string): Promise<never> => {
    await job.moveToWait(token);
    throw new WaitingError();
  };

  const holdUntil = async (job: Job, token: string, at: number): Promise<never> => {
    await job.moveToDelayed(at, token);
    throw new DelayedError();
  };

  const run = async (
    type: JobType,
    contract: JobContract,
    job: Job,
    token: string,
  ): Promise<void> => {
    const jobId = job.id ?? '';
    const current = runs.add(jobId, type);
    try {
      const handler = handlers[type] as AnyHandler;
      const parts = { platform, slots: slotsOf(contract), contract, contracts: known, handler };
      const result = await runAttempt(parts, current, `${name}:${runNumber++}`);
      if (result.kind === 'again') await holdUntil(job, token, Date.now() + result.inMs);
      if (result.kind === 'returned') await giveBack(job, token);
      if (result.kind === 'waiting') putAway.add(jobId);
      if (result.kind === 'lost') throw new UnrecoverableError('another attempt has taken over');
    } finally {
      runs.remove(current);
    }
  };

  /** When a job may start under its owner's limit, in milliseconds since 1970; 0 = now. */
  const startOf = async (type: string, { limits }: JobContract, job: Job): Promise<number> => {
    const { startsPerMinute: shared } = config.worker;
    const { owner } = job.data as { owner?: unknown };
    // The limit shares the line among people; a schedule has a pace of its own.
    if (shared === 0 || typeof owner !== 'string' || owner === SYSTEM_OWNER) return 0;
    const own = limits.startsPerMinute;
    const limit = Math.max(shared, own ?? 0);
    return engine
      .reserveStart(owner, job.id ?? '', limit, own === undefined ? undefined : type)
      .catch(() => 0);
  };

  const deliver = async (
    type: JobType,
    contract: JobContract,
    job: Job,
    token: string,
  ): Promise<void> => {
    const jobId = job.id ?? '';
    const key = `${jobId} ${token}`;
    const ats = String(job.attemptsStarted);
    const untilMs = Date.now() + contract.limits.timeoutMs + 60_000;
    locks.hold(
      { key, queue: queueKey(type, ''), jobId, token, ats, untilMs },
      !quick.isQuick(type),
    );
    const startedAt = performance.now();
    try {
      if (closing || drain.on) await giveBack(job, token);
      // The engine knows it as well, save for a moment after it has lost everything.
      if (platform.controls.isPaused(type)) await holdUntil(job, token, Date.now() + PAUSED_MS);
      const at = await startOf(type, contract, job);
      if (at > Date.now() + NOW_MS) await holdUntil(job, token, at);
      const place = slotsOf(contract);
      if (!(await place.admit(ADMISSION_MS))) await giveBack(job, token);
      try {
        await run(type, contract, job, token);
      } finally {
        place.leave();
      }
    } finally {
      locks.release(key);
      quick.note(type, performance.now() - startedAt);
    }
  };

  const workers = new Map<string, Worker>();
  const connections = Object.entries(known)
    .filter(([type]) => handlers[type])
    .map(([type, contract]) => {
      const connection = createRedis(config.redis, 'blocking', () => {});
      const worker = new Worker(
        type,
        async (job: Job, token?: string) => deliver(type as JobType, contract, job, token ?? ''),
        {
          connection: connection as never,
          prefix: queuePrefix(type),
          concurrency: slotsOf(contract).limit,
          lockDuration: LOCK_DURATION_MS,
          stalledInterval: STALL_CHECK_MS,
          // Renewed by the lock thread, checked by the guarded watch.
          skipLockRenewal: true,
          skipStalledCheck: true,
          // The crash budget is the ledger's: BullMQ would fail the job without asking anyone.
          maxStalledCount: 1_000_000,
          removeOnComplete: { count: 0 },
          removeOnFail: { count: 0 },
          runRetryDelay: 1_000,
          drainDelay: 2,
        },
      );
      worker.on('error', (error) => log.debug({ err: error, type }, 'engine error'));
      worker.on('completed', ({ id = '' }) => {
        if (putAway.delete(id)) void platform.flows.redeliver(id);
      });
      workers.set(type, worker);
      return connection;
    });

  const retune = setInterval(() => {
    metrics.slotsBusy.set(slots.busy + expressSlots.busy);
    for (const [type, worker] of workers) {
      const place = slotsOf(known[type] as JobContract);
      // While jobs wait for a slot, fetching more would only keep them from other workers.
      const wanted = place.crowded ? 1 : place.capacity;
      if (worker.concurrency !== wanted) worker.concurrency = wanted;
    }
  }, RETUNE_MS);

  const drain = createDrain({ workers, runs, log, graceMs: config.worker.graceMs });
  const types = [...workers.keys()];
  const presence = presentWorker({ platform, id, types, slots, runs, drain });

  const stalls = watchStalls(workers, platform.redis, log);
  const watch = watchRuns(runs, config, platform);
  const keeper = startKeeper(platform);
  const scheduled = runSchedules(platform, schedules);

  const shutDown = async (graceMs: number) => {
    await scheduled.close();
    await presence.close();
    await Promise.all([...workers.values()].map((worker) => worker.pause(true)));
    const deadline = Date.now() + graceMs;
    while (runs.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 25));
    runs.abortAll('shutdown');
    slots.close();
    expressSlots.close();
    // Without Redis nothing can be handed back there; the ledger has it, and the locks run out.
    const force = !isReady(platform.redis);
    await Promise.all([...workers.values()].map((worker) => worker.close(force)));
    clearInterval(retune);
    stalls.close();
    watch.close();
    await keeper.close();
    await locks.close();
    for (const connection of connections) connection.disconnect();
  };

  return {
    get busy() {
      return slots.busy + expressSlots.busy;
    },
    get open() {
      return closing === undefined;
    },
    close: (graceMs = config.worker.graceMs) => {
      closing ??= shutDown(graceMs);
      return closing;
    },
  };
};
