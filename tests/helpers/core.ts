import type { JobContract } from '#contracts/define-job';
import type { DurableEvent } from '#contracts/events';
import { createPlatform, type PlatformCore } from '#platform/create-platform';
import type { WantedSchedule } from '#platform/schedules/resolve-schedules';
import { makeJobId } from '#platform/store/job-id';
import type { JobRow } from '#platform/store/job-row';
import { createWorker, type JobWorker } from '#worker/create-worker';
import type { AnyHandler } from '#worker/run-attempt';
import { eventually } from './eventually';
import { startPostgres, type TestPostgres } from './postgres-server';
import { startRedis, type TestRedis } from './redis-server';
import { testConfig, testEnvironment } from './test-config';

export { testContract } from './test-contract';

/** Both stores, a platform over them, and whatever workers a test asks for; `stop` ends it all. */
export interface TestCore {
  readonly redis: TestRedis;
  readonly postgres: TestPostgres;
  readonly platform: PlatformCore;
  readonly environment: Record<string, string>;
  worker(
    handlers: Record<string, AnyHandler>,
    contracts: JobContract[],
    more?: Record<string, string>,
    schedules?: readonly WantedSchedule[],
  ): JobWorker;
  submit(
    type: string,
    input?: unknown,
    more?: { owner?: string; delayMs?: number; maxAttempts?: number; key?: string },
  ): Promise<JobRow>;
  /** Waits until a job has ended and gives its row. */
  ended(id: string, withinMs?: number): Promise<JobRow>;
  /** All durable events of an owner as stored. */
  events(owner: string): Promise<DurableEvent[]>;
  stop(): Promise<void>;
}

export const startCore = async (
  options: { persistent?: boolean; env?: Record<string, string> } = {},
): Promise<TestCore> => {
  const [redis, postgres] = await Promise.all([
    startRedis({ persistent: options.persistent ?? false }),
    startPostgres(),
  ]);
  const stores = { redis: redis.url, postgres: postgres.url };
  const environment = testEnvironment(stores, options.env);
  const platform = createPlatform(testConfig(stores, options.env), 'web');
  await eventually(async () => (await platform.health()).redis, 5_000, 'Redis');
  const cleanups: (() => Promise<void>)[] = [];
  return {
    redis,
    postgres,
    platform,
    environment,
    // The declared schedules have no place in other tests.
    worker: (handlers, contracts, more = {}, schedules = []) => {
      const env = { ...options.env, ...more };
      const own = createPlatform(testConfig(stores, env), 'worker');
      const worker = createWorker({
        platform: own,
        handlers,
        schedules,
        contracts: Object.fromEntries(contracts.map((contract) => [contract.type, contract])),
      });
      cleanups.push(async () => {
        await worker.close(0);
        await own.close();
      });
      return worker;
    },
    submit: async (type, input = {}, more = {}) => {
      const owner = more.owner ?? 'ann';
      const row = await platform.ledger.submit({
        id: makeJobId(owner, type),
        owner,
        type,
        input: JSON.stringify(input),
        options: '{}',
        idemKey: more.key ?? null,
        idemHash: null,
        maxAttempts: more.maxAttempts ?? 3,
        delayMs: more.delayMs ?? 0,
        retryOf: null,
        parentId: null,
        traceId: null,
      });
      if (!row) throw new Error('the key is taken');
      if (row.state === 'pending') platform.handOver.deliver(row);
      await platform.handOver.announce(row, {}, 'created');
      return row;
    },
    ended: (id, withinMs = 15_000) =>
      eventually(
        async () => {
          const row = await platform.reads.find(id);
          return row?.finished_at ? row : null;
        },
        withinMs,
        `the end of ${id}`,
      ),
    events: async (owner) => {
      const entries = await platform.redis.xrange(`{u:${owner}}:s`, '-', '+');
      return entries.map(([, fields]) => JSON.parse(fields[1] ?? 'null') as DurableEvent);
    },
    stop: async () => {
      await Promise.all(cleanups.map((one) => one()));
      await platform.close();
      await Promise.all([redis.stop(), postgres.stop()]);
    },
  };
};
