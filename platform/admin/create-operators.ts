import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type {
  AuditPage,
  AuditQuery,
  EndedJobPage,
  EndedJobsQuery,
  FailureAction,
  FailureActionBody,
  FailureDetail,
  FailureList,
  FailuresQuery,
  Overview,
  OverviewQuery,
  PausedQueues,
  Pulse,
  Queue,
  QueueAction,
  QueueActionBody,
  QueueList,
  WorkerAction,
  WorkerList,
} from '#contracts/admin';
import { may } from '#contracts/roles';
import { AppError } from '../app-error';
import type { JobService, Submitted } from '../jobs/job-service';
import type { Principal } from '../principal';
import { orderWorker } from '../queue/worker-presence';
import { isReady, type RedisClient } from '../redis';
import { asDependencyError } from '../store/transient';
import { noteAct, readAudit } from './audit';
import { readEndedJobs } from './ended-jobs';
import { readFailureGroup, readFailureGroups } from './failure-groups';
import { assertGroup, findRunningRetry, markFailures, readFailureJobs } from './failure-jobs';
import { createLastHour, toHealthStrip } from './health-strip';
import { readProcesses } from './processes';
import type { QueueControls } from './queue-controls';
import { createQueueFigures } from './queue-figures';
import { readStatistics, readTotal } from './statistics';
import { stretchBefore, stretchOf } from './stretch';

/**
 * What operators see and do. Whoever calls has checked the right; every act is noted with who did it. Throws
 * AppError and nothing else.
 */
export interface OperatorService {
  overview(query: OverviewQuery): Promise<Overview>;
  queues(): Promise<QueueList>;
  /** @throws AppError not_found, invalid_input */
  actOnQueue(
    who: Principal,
    type: string,
    action: QueueAction,
    body: QueueActionBody,
  ): Promise<Queue>;
  /** For everybody; who paused them, and why, for those who see operations. */
  pausedQueues(who: Principal): Promise<PausedQueues>;
  workers(): Promise<WorkerList>;
  /** @throws AppError not_found */
  actOnWorker(who: Principal, id: string, action: WorkerAction): Promise<void>;
  failures(query: FailuresQuery): Promise<FailureList>;
  /** @throws AppError not_found */
  failure(who: Principal, fingerprint: string, query: FailuresQuery): Promise<FailureDetail>;
  /** @throws AppError not_found */
  markFailures(who: Principal, fingerprint: string, action: FailureAction): Promise<void>;
  /** Starts the job that does it. @throws AppError not_found; conflict while another one runs */
  retryFailures(who: Principal, fingerprint: string, body: FailureActionBody): Promise<Submitted>;
  /** @throws AppError invalid_cursor */
  audit(query: AuditQuery): Promise<AuditPage>;
  /** Everybody's jobs that ended in a stretch of time. @throws AppError invalid_cursor */
  endedJobs(query: EndedJobsQuery): Promise<EndedJobPage>;
  /** How things are now: cheap enough for once a second, whoever watches. */
  pulse(): Promise<Pulse>;
}

const guarded =
  <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } catch (error) {
      throw asDependencyError(error);
    }
  };

const redisAway = () =>
  new AppError('dependency_unavailable', 'Redis does not answer. Try again in a moment.', {
    retryAfterSeconds: 2,
  });

export const createOperators = (parts: {
  readonly pool: Pool;
  readonly redis: RedisClient;
  readonly log: Logger;
  readonly controls: QueueControls;
  readonly jobs: JobService;
}): OperatorService => {
  const { pool, redis, log, controls, jobs } = parts;
  const figures = createQueueFigures(pool, controls);
  const lastHour = createLastHour(pool);

  const processes = async (): Promise<WorkerList | null> =>
    isReady(redis) ? readProcesses(redis).catch(() => null) : null;

  const health = async () => {
    const [hour, queues, there] = await Promise.all([lastHour(), figures.read(), processes()]);
    return { strip: toHealthStrip(hour, queues.oldest, there), queues, there };
  };

  const overview = async (query: OverviewQuery): Promise<Overview> => {
    const stretch = stretchOf(query, '1h');
    const type = query.type ?? null;
    const [statistics, before, { strip }] = await Promise.all([
      readStatistics(pool, stretch, type),
      readTotal(pool, stretchBefore(stretch), type),
      health(),
    ]);
    return {
      at: new Date().toISOString(),
      from: new Date(stretch.from).toISOString(),
      to: new Date(stretch.to).toISOString(),
      bucketMs: stretch.bucketMs,
      type,
      ...statistics,
      before,
      health: strip,
    };
  };

  const actOnQueue: OperatorService['actOnQueue'] = async (who, type, action, body) => {
    await controls.act(who, type, action, body);
    const { queues } = await figures.read(true);
    const queue = queues.find((one) => one.type === type);
    if (!queue) throw new AppError('not_found', 'There is no such job type.');
    return queue;
  };

  const actOnWorker: OperatorService['actOnWorker'] = async (who, id, action) => {
    const there = await processes();
    if (!there) throw redisAway();
    const worker = there.workers.find((one) => one.id === id && one.state !== 'offline');
    if (!worker) throw new AppError('not_found', 'This worker is not up.');
    const details = `${worker.host}, process ${worker.pid}`;
    await noteAct(pool, who, { kind: 'worker', action, target: id, details });
    await orderWorker(redis, id, action).catch((cause: unknown) => {
      log.warn({ err: cause, worker: id, action }, 'a worker was not told');
      throw redisAway();
    });
  };

  const failure: OperatorService['failure'] = async (who, fingerprint, query) => {
    await assertGroup(pool, fingerprint);
    const group = await readFailureGroup(pool, stretchOf(query, '7d'), fingerprint);
    if (!group) throw new AppError('not_found', 'Nothing failed like this in this time.');
    const payloads = may(who.role, 'see-payloads');
    const [about, running] = await Promise.all([
      readFailureJobs(pool, fingerprint, group.sampleJobId, payloads),
      findRunningRetry(pool, fingerprint),
    ]);
    return { group, ...about, payloads, retryJob: running ? await jobs.get(who, running) : null };
  };

  const retryFailures: OperatorService['retryFailures'] = async (who, fingerprint, body) => {
    await assertGroup(pool, fingerprint);
    if (await findRunningRetry(pool, fingerprint)) {
      throw new AppError('conflict', 'This group is being retried. Wait for that job to end.');
    }
    const input = { fingerprint, before: new Date().toISOString(), ...body };
    const submitted = await jobs.submit(who, { type: 'retry-failures', input });
    const details = submitted.job.id;
    await noteAct(pool, who, { kind: 'failure', action: 'retry', target: fingerprint, details });
    return submitted;
  };

  return {
    overview: guarded(overview),
    queues: guarded(async () => {
      const { at, queues } = await figures.read();
      return { at: new Date(at).toISOString(), queues: [...queues] };
    }),
    actOnQueue: guarded(actOnQueue),
    pausedQueues: guarded(async (who) => {
      const told = may(who.role, 'see-operations');
      const paused = (await controls.current()).filter((one) => one.paused && one.paused_at);
      return {
        paused: paused.map((one) => ({
          type: one.type,
          since: (one.paused_at as Date).toISOString(),
          by: told ? (one.paused_by_name ?? one.paused_by) : null,
          reason: told ? one.reason : null,
        })),
      };
    }),
    workers: guarded(async () => {
      const there = await processes();
      if (!there) throw redisAway();
      return there;
    }),
    actOnWorker: guarded(actOnWorker),
    failures: guarded(async (query) => ({
      at: new Date().toISOString(),
      ...(await readFailureGroups(pool, stretchOf(query, '24h'), query.type ?? null)),
    })),
    failure: guarded(failure),
    markFailures: guarded((who, fingerprint, action) =>
      markFailures(pool, who, fingerprint, action),
    ),
    retryFailures: guarded(retryFailures),
    audit: guarded((query) => readAudit(pool, query)),
    endedJobs: guarded((query) => readEndedJobs(pool, stretchOf(query, '1h'), query)),
    pulse: guarded(async () => {
      const { strip, queues, there } = await health();
      return {
        at: new Date().toISOString(),
        health: strip,
        queues: [...queues.queues],
        workers: there?.workers ?? [],
      };
    }),
  };
};
