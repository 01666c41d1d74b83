import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import PgBoss from 'pg-boss';
import { z } from 'zod';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { deliveryOf } from '#platform/jobs/hand-over';
import { makeJobId } from '#platform/store/job-id';
import { migrate } from '#platform/store/migrate';
import { createWorker } from '#worker/create-worker';
import type { AnyHandler } from '#worker/run-attempt';

/**
 * One measurement in a process of its own: preloads no-op jobs of 20 owners, then drains them with 50
 * at once. Prints one JSON line: jobs a second and processor time a job.
 *
 * Usage: drain.ts VARIANT JOBS
 */
const CONCURRENCY = 50;
const OWNERS = 20;
const [variant = 'bare', jobsText = '1000'] = process.argv.slice(2);
const total = Number(jobsText);

interface Drain {
  readonly start: () => void | Promise<void>;
  readonly done: Promise<void>;
  readonly close: () => Promise<void>;
}

const countdown = (n: number) => {
  let left = n;
  let resolve = () => {};
  const done = new Promise<void>((ok) => {
    resolve = ok;
  });
  return {
    done,
    one: () => {
      left -= 1;
      if (left === 0) resolve();
    },
  };
};

const bare = async (): Promise<Drain> => {
  const connection = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
  const queue = new Queue('bench', { connection: connection as never });
  const owners = Array.from({ length: total }, (_, n) => `owner-${n % OWNERS}`);
  for (let from = 0; from < total; from += 1_000) {
    await queue.addBulk(
      owners.slice(from, from + 1_000).map((owner) => ({
        name: 'bench',
        data: { owner },
        opts: { removeOnComplete: true, removeOnFail: true },
      })),
    );
  }
  const { done, one } = countdown(total);
  const worker = new Worker('bench', async () => null, {
    connection: connection as never,
    concurrency: CONCURRENCY,
    autorun: false,
  });
  worker.on('completed', one);
  return {
    start: () => void worker.run(),
    done,
    close: async () => {
      await worker.close();
      await queue.close();
      connection.disconnect();
    },
  };
};

const jobwire = async (stepsPerJob: number): Promise<Drain> => {
  const environment = {
    ...process.env,
    WORKER_CONCURRENCY: String(CONCURRENCY),
    WORKER_MAX_JOBS: '0',
  };
  await migrate(process.env.DATABASE_URL ?? '');
  const platform = createPlatform(loadConfig(environment), 'worker');
  while (!(await platform.health()).redis) await sleep(20);
  await platform.pool.query('truncate jobs, job_steps, job_changes, delayed_jobs');
  const rows = await Promise.all(
    Array.from({ length: total }, (_, n) =>
      platform.ledger.submit({
        id: makeJobId(`owner-${n % OWNERS}`, 'bench'),
        owner: `owner-${n % OWNERS}`,
        type: 'bench',
        input: '{}',
        options: '{}',
        idemKey: null,
        idemHash: null,
        maxAttempts: 3,
        delayMs: 0,
        retryOf: null,
        parentId: null,
        traceId: null,
      }),
    ),
  );
  await platform.engine.deliver(rows.flatMap((row) => (row ? [deliveryOf(row)] : [])));
  const { done, one } = countdown(total);
  const announce = platform.handOver.announce;
  // Counted when the terminal event has been published: that is the end of the path.
  platform.handOver.announce = async (row, facts, kind) => {
    await announce(row, facts, kind);
    if (row.state === 'completed') one();
  };
  const handler: AnyHandler = async (_input, job) => {
    for (let step = 0; step < stepsPerJob; step += 1) await job.step(`step-${step}`, () => step);
    return null;
  };
  let worker: ReturnType<typeof createWorker> | undefined;
  return {
    start: () => {
      worker = createWorker({
        platform,
        handlers: { bench: handler },
        contracts: {
          bench: {
            type: 'bench',
            system: 'careers',
            title: 'Bench',
            summary: '',
            input: z.unknown(),
            output: z.unknown(),
            limits: { attempts: 3, timeoutMs: 60_000, backoffMs: 1_000 },
            role: 'user',
            headline: () => '',
          },
        },
      });
    },
    done,
    close: async () => {
      await worker?.close(0);
      await platform.close();
    },
  };
};

const pgBoss = async (): Promise<Drain> => {
  const boss = new PgBoss({
    connectionString: process.env.DATABASE_URL ?? '',
    schema: 'bench_pgboss',
  });
  await boss.start();
  await boss.createQueue('bench');
  await boss.purgeQueue('bench');
  await boss.insert(
    Array.from({ length: total }, (_, n) => ({
      name: 'bench',
      data: { owner: `owner-${n % OWNERS}` },
    })),
  );
  const { done, one } = countdown(total);
  return {
    // As its documentation shows it: one worker, its default polling, as many jobs a batch as we run at once.
    start: async () => {
      await boss.work('bench', { batchSize: CONCURRENCY }, async (jobs) => {
        for (const _ of jobs) setImmediate(one);
      });
    },
    done,
    close: () => boss.stop({ graceful: false }),
  };
};

const variants: Record<string, () => Promise<Drain>> = {
  bare,
  jobwire: () => jobwire(0),
  'jobwire-1-step': () => jobwire(1),
  'jobwire-3-steps': () => jobwire(3),
  'pg-boss': pgBoss,
};

const make = variants[variant];
if (!make)
  throw new Error(`There is no variant ${variant}; known: ${Object.keys(variants).join(', ')}`);
const drain = await make();
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await drain.start();
await drain.done;
const ms = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
const jobsPerSecond = (total / ms) * 1_000;
console.log(
  JSON.stringify({
    variant,
    jobs: total,
    jobsPerSecond,
    cpuUsPerJob: (cpu.user + cpu.system) / total,
  }),
);
await drain.close();
process.exit(0);
