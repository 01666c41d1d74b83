import type { Pool } from 'pg';
import { type JobType, jobTypes } from '#contracts/jobs/index';
import type { Metrics } from '../metrics';
import type { Engine } from '../queue/create-engine';
import { countWorkers } from '../queue/worker-presence';
import { isReady, type RedisClient } from '../redis';

interface GaugeParts {
  readonly pool: Pool;
  readonly redis: RedisClient;
  readonly engine: Pick<Engine, 'queue'>;
  readonly metrics: Metrics;
}

const oldestSql = `
select type, extract(epoch from max(now() - run_at))::float8 as seconds from jobs
where finished_at is null and state in ('pending', 'resuming') group by type`;

/** Each schedule's last success is found from its newest slot back. */
const schedulesSql = `
select s.name, s.critical, l.at from schedules s left join lateral (
  select extract(epoch from j.finished_at)::float8 as at from schedule_slots t join jobs j on j.id = t.job_id
  where t.schedule = s.name and j.state = 'completed' order by t.slot_at desc limit 1) l on true`;

const outboxesSql = `
select (select count(*) from push_outbox where due_at <= now())::int as push,
  (select count(*) from alert_events where delivery_id is null)::int as alerts`;

/** What BullMQ calls waiting is two things: with a place in line, and without. */
const queueStates = ['waiting', 'prioritized', 'active', 'delayed'] as const;

const readLedger = async ({ pool, metrics }: GaugeParts): Promise<void> => {
  const [oldest, schedules, outboxes] = await Promise.all([
    pool.query<{ type: string; seconds: number }>(oldestSql),
    pool.query<{ name: string; critical: boolean; at: number | null }>(schedulesSql),
    pool.query<{ push: number; alerts: number }>(outboxesSql),
  ]);
  for (const type of jobTypes) metrics.oldestWaiting.set({ type }, 0);
  for (const { type, seconds } of oldest.rows)
    metrics.oldestWaiting.set({ type }, Math.max(0, seconds));
  for (const { name, critical, at } of schedules.rows) {
    metrics.scheduleCritical.set({ schedule: name }, critical ? 1 : 0);
    if (at !== null) metrics.scheduleLastSuccess.set({ schedule: name }, at);
  }
  const [{ push, alerts } = { push: 0, alerts: 0 }] = outboxes.rows;
  metrics.outboxWaiting.set({ outbox: 'push' }, push);
  metrics.outboxWaiting.set({ outbox: 'alerts' }, alerts);
};

const readQueue = async ({ engine, metrics }: GaugeParts, type: JobType): Promise<void> => {
  const counts = await engine.queue(type).getJobCounts(...queueStates);
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0 } = counts;
  metrics.queueJobs.set({ type, state: 'waiting' }, waiting + prioritized);
  metrics.queueJobs.set({ type, state: 'active' }, active);
  metrics.queueJobs.set({ type, state: 'delayed' }, delayed);
};

const readEngine = async (parts: GaugeParts): Promise<void> => {
  if (!isReady(parts.redis)) throw new Error('Redis is away.');
  parts.metrics.workers.set(await countWorkers(parts.redis));
  await Promise.all(jobTypes.map((type) => readQueue(parts, type)));
};

/**
 * Sets the gauges of the whole installation: what waits and for how long, in the ledger and in the queue, workers,
 * schedules, outboxes. Never throws: what a store that is away would have told is left out.
 */
export const createGauges = (parts: GaugeParts) => {
  const { metrics } = parts;
  const ledger = [
    metrics.oldestWaiting,
    metrics.scheduleCritical,
    metrics.scheduleLastSuccess,
    metrics.outboxWaiting,
  ];
  const read = async (
    store: 'postgres' | 'redis',
    gauges: readonly { reset(): void }[],
    work: () => Promise<void>,
  ): Promise<void> => {
    for (const gauge of gauges) gauge.reset();
    await work().catch(() => {
      // A number that stands still would read like good news.
      for (const gauge of gauges) gauge.reset();
      metrics.dependencyErrors.inc({ store });
    });
  };
  let reading: Promise<unknown> | undefined;
  return async (): Promise<void> => {
    reading ??= Promise.all([
      read('postgres', ledger, () => readLedger(parts)),
      read('redis', [metrics.queueJobs, metrics.workers], () => readEngine(parts)),
    ]).finally(() => {
      reading = undefined;
    });
    await reading;
  };
};
