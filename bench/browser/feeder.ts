import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#contracts/job';
import { loadConfig } from '#platform/config';
import { createPublisher } from '#platform/feed/create-publisher';
import { createMetrics } from '#platform/metrics';
import { createRedis } from '#platform/redis';
import { testEnvironment } from '../../tests/helpers/test-config';

const TICK_MS = 4;

/** Publishes progress at a given rate, the way a worker does: by the platform's own publisher into Redis. */
export interface Feeder {
  /** Says that jobs have started, and gives them as they are then. */
  start(jobs: readonly Job[]): Promise<readonly Job[]>;
  /** Each message holds the time it was sent, as `t<ms>`; `last` are the messages that each job is left with. */
  run(
    jobs: readonly Job[],
    perSecond: number,
    seconds: number,
  ): Promise<{ published: number; last: readonly string[] }>;
  close(): Promise<void>;
}

const started = (job: Job): Job => ({
  ...job,
  status: 'running',
  attempt: 1,
  startedAt: new Date().toISOString(),
  waitingFor: null,
  runAt: null,
  rev: job.rev + 1,
});

const stamp = (): string => `t${(performance.timeOrigin + performance.now()).toFixed(3)}`;

const progressOf = (job: Job, percent: number, message: string): string =>
  JSON.stringify({
    percent,
    message,
    jobId: job.id,
    attempt: 1,
    after: job.rev,
    at: Date.now(),
  });

export const createFeeder = (redisUrl: string): Feeder => {
  const config = loadConfig(
    testEnvironment({ redis: redisUrl, postgres: 'postgres://nobody@localhost/none' }),
  );
  const redis = createRedis(config.redis, 'commands', () => {});
  const publisher = createPublisher(redis, createMetrics('worker'));
  const send = (job: Job, percent: number, message: string) =>
    publisher.update({
      owner: job.userId,
      jobId: job.id,
      after: job.rev,
      progress: progressOf(job, percent, message),
      lines: [],
      chunks: [],
      last: false,
    });
  return {
    async start(jobs) {
      const running = jobs.map(started);
      await Promise.all(
        running.map((job) =>
          publisher.publish({ owner: job.userId, kind: 'started', terminal: false, job }),
        ),
      );
      return running;
    },
    async run(jobs, perSecond, seconds) {
      const total = jobs.length * perSecond * seconds;
      const begun = performance.now();
      const last = new Map<string, string>();
      let sent = 0;
      while (sent < total) {
        const due = Math.min(
          total,
          ((performance.now() - begun) / 1_000) * jobs.length * perSecond,
        );
        for (; sent < due; sent += 1) {
          const job = jobs[sent % jobs.length] as Job;
          const message = stamp();
          last.set(job.id, message);
          void send(job, Math.min(98, (98 * sent) / total), message);
        }
        await sleep(TICK_MS);
      }
      return { published: sent, last: [...last.values()] };
    },
    async close() {
      redis.disconnect();
    },
  };
};
