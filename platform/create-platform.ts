import { createOperators } from './admin/create-operators';
import { createQueueControls, type QueueControls } from './admin/queue-controls';
import { createAlertService } from './alerts/create-alert-service';
import { createRevocations } from './auth/create-revocations';
import { createTokens } from './auth/create-tokens';
import type { Config } from './config';
import { createLog } from './create-log';
import { createFeedReader } from './feed/create-feed-reader';
import { createPublisher, type Publisher } from './feed/create-publisher';
import { createSubscriptions } from './feed/create-subscriptions';
import { createJobCounter } from './jobs/count-jobs';
import { createFlows, type Flows } from './jobs/create-flows';
import { createJobService } from './jobs/create-job-service';
import { createHandOver, type HandOver } from './jobs/hand-over';
import { createLiveFacts } from './jobs/live-facts';
import { createGauges } from './jobs/read-gauges';
import { createOutputReader } from './jobs/read-output';
import { createSeenJobs } from './jobs/seen-jobs';
import { createUseRecorder } from './languages/create-use-recorder';
import { createLanguageUseStore } from './languages/language-use-store';
import { createMetrics } from './metrics';
import { createOutgoing } from './net/create-outgoing';
import { createObjects } from './objects/create-objects';
import type { Platform } from './platform';
import { createPushService } from './push/push-service';
import { createEngine, type Engine } from './queue/create-engine';
import { createSocketPresence } from './queue/socket-presence';
import { createRateLimiter } from './rate-limit';
import { createRedis, isReady, type RedisClient } from './redis';
import { createSchedules } from './schedules/create-schedules';
import { createPool } from './store/create-pool';
import { createJobReads, type JobReads } from './store/job-reads';
import { Ledger } from './store/ledger';
import { createTypeHistory } from './store/type-history';
import { createUserData } from './user-data/create-user-data';

export type ProcessName = 'web' | 'server' | 'worker';

/** The whole of it, for the worker; the other processes take `Platform`. */
export interface PlatformCore extends Platform {
  readonly redis: RedisClient;
  readonly ledger: Ledger;
  readonly reads: JobReads;
  readonly engine: Engine;
  readonly publisher: Publisher;
  readonly handOver: HandOver;
  readonly flows: Flows;
  readonly controls: QueueControls;
}

/** A store that does not answer within this is counted as away, in milliseconds. */
const HEALTH_DEADLINE_MS = 1_000;

const within = async (work: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, HEALTH_DEADLINE_MS, false);
  });
  const answered = work.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([answered, late]);
  clearTimeout(timer);
  return result;
};

/**
 * Builds what a process needs of the core. Connects in the background: neither store has to be there
 * yet, calls say `dependency_unavailable` until it is.
 */
export const createPlatform = (config: Config, process: ProcessName): PlatformCore => {
  const log = createLog(config, process);
  const metrics = createMetrics(process);
  let redisTroubleAt = 0;
  const onRedisError = (error: Error) => {
    metrics.dependencyErrors.inc({ store: 'redis' });
    // A connection that retries many times a second says so once in ten.
    if (Date.now() - redisTroubleAt < 10_000) return;
    redisTroubleAt = Date.now();
    log.warn({ err: error }, 'Redis is away; connecting again');
  };
  const redis = createRedis(config.redis, 'commands', onRedisError);
  const subscriptions = createSubscriptions(
    createRedis(config.redis, 'subscriber', onRedisError),
    redis,
    log,
  );
  const pool = createPool(config.database, process === 'web' ? 10 : 4);
  const ledger = new Ledger(pool, config.database.embedded);
  const reads = createJobReads(pool);
  const engine = createEngine(redis, log, metrics);
  const controls = createQueueControls({ pool, redis, engine, log });
  const publisher = createPublisher(redis, metrics);
  const handOver = createHandOver(engine, publisher, log);
  const flows = createFlows({ ledger, engine, handOver, redis, metrics, log });
  const seen = createSeenJobs(pool);
  const { service, sources } = createJobService({
    config,
    metrics,
    ledger,
    reads,
    engine,
    handOver,
    flows,
    facts: createLiveFacts(redis, engine, createTypeHistory(ledger), controls),
    output: createOutputReader(redis),
    seen,
  });
  const revocations = createRevocations({ redis, log });
  const outgoing = createOutgoing(config.outboundAllow);
  const rates = createRateLimiter(redis);
  const objects = createObjects(config);
  const languageUse = createLanguageUseStore(pool);
  const uses = createUseRecorder(languageUse, log);
  return {
    config,
    log,
    metrics,
    redis,
    pool,
    ledger,
    reads,
    engine,
    publisher,
    handOver,
    flows,
    controls,
    jobs: service,
    socketPresence: createSocketPresence(redis),
    operators: createOperators({ pool, redis, log, controls, jobs: service }),
    schedules: createSchedules({ config, pool, redis, handOver, jobs: service, metrics, log }),
    feed: createFeedReader(redis, subscriptions, sources),
    subscriptions,
    tokens: createTokens(config.auth.secret, config.auth.previousSecret),
    revocations,
    rates,
    seen,
    push: createPushService({ config, pool, allow: outgoing.allow }),
    alerts: createAlertService({ config, pool, allow: outgoing.allow, rates, handOver, metrics }),
    outgoing,
    objects,
    userData: createUserData({
      pool,
      redis,
      objects,
      reads,
      jobs: service,
      revocations,
      handOver,
      metrics,
    }),
    languageUse,
    uses,
    countJobs: createJobCounter(pool, metrics),
    readGauges: createGauges({ pool, redis, engine, metrics }),
    health: async () => ({
      redis: isReady(redis) && (await within(redis.ping())),
      postgres: await within(pool.query('select 1')),
    }),
    close: async () => {
      await uses.flush();
      flows.close();
      await subscriptions.close();
      await revocations.close();
      await engine.close().catch(() => {});
      await outgoing.close();
      await objects.close();
      redis.disconnect();
      await pool.end();
    },
  };
};
