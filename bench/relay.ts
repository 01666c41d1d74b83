import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { createTokens } from '#platform/auth/create-tokens';
import { feedKeys } from '#platform/feed/keys';
import { makeJobId } from '#platform/store/job-id';
import { median } from './jobs';

export interface RelayResult {
  readonly variant: string;
  readonly eventsPerSecond: number;
  readonly cpuUsPerEvent: number;
  /** Raw ws's processor time an event over this one's, within each round; above 1 is cheaper. */
  readonly ofRawWs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Measured {
  readonly eventsPerSecond: number;
  readonly cpuUsPerEvent: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Watched {
  readonly owner: string;
  readonly jobId: string;
}

const VIEWERS = 100;
/** Rate and length of the latency part. */
const CALM_PER_SECOND = 500;
const CALM_SECONDS = 4;
/** A poller asks this often, as the product's own fallback does with active jobs. */
const POLL_MS = 2_000;
const variants = ['raw-ws', 'jobwire', 'queue-events', 'polling'];
const file = fileURLToPath(new URL('./relay-server.ts', import.meta.url));

const progressOf = ({ jobId }: Watched, percent: number): string =>
  JSON.stringify({
    percent,
    message: 'Reading the third of twelve pages',
    jobId,
    attempt: 1,
    after: 2,
    at: performance.now(),
  });

type Deliver = (at: number) => void;

/** Connects one viewer to one job; every event it sees is handed to `deliver` with the time it was made. */
const connectViewer = async (
  variant: string,
  port: number,
  job: Watched,
  token: string,
  deliver: Deliver,
) => {
  if (variant === 'raw-ws') {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(socket, 'open');
    socket.send(JSON.stringify(job));
    await once(socket, 'message');
    socket.on('message', (data) =>
      deliver((JSON.parse(String(data)) as [string, { d: { at: number } }])[1].d.at),
    );
    return () => socket.terminate();
  }
  if (variant === 'polling') {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let last = 0;
    const timer = setInterval(() => {
      get({ port, agent, path: `/${job.owner}/${encodeURIComponent(job.jobId)}` }, (response) => {
        let text = '';
        response.on('data', (part) => (text += part));
        response.on('end', () => {
          const at = (JSON.parse(text) as { at: number } | null)?.at ?? 0;
          if (at > last) deliver(at);
          last = Math.max(last, at);
        });
      });
    }, POLL_MS);
    return () => {
      clearInterval(timer);
      agent.destroy();
    };
  }
  const socket: Socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  if (variant === 'queue-events') {
    await socket.emitWithAck('watch', job.jobId);
    socket.on('progress', ({ at }: { at: number }) => deliver(at));
  } else {
    await socket.emitWithAck('job:watch', { jobIds: [job.jobId] });
    socket.on('job:progress', ({ at }: { at: number }) => deliver(at));
  }
  return () => void socket.disconnect();
};

/** How the variant's worker publishes one event. */
const publisherOf =
  (variant: string, redis: Redis, queue: Queue) => (job: Watched, percent: number) => {
    const text = progressOf(job, percent);
    if (variant === 'queue-events') return queue.updateJobProgress(job.jobId, JSON.parse(text));
    const keys = feedKeys(job.owner);
    if (variant === 'polling') return redis.hset(keys.job(job.jobId), 'p', text);
    return redis.publish(keys.watch(job.jobId), `{"t":"progress","d":${text}}`);
  };

const ask = async (child: ChildProcess, what: string): Promise<{ cpuUs: number }> => {
  child.send(what);
  return ((await once(child, 'message')) as [{ cpuUs: number }])[0];
};

const measure = async (
  variant: string,
  environment: Record<string, string>,
  events: number,
): Promise<Measured> => {
  const child = fork(file, [variant], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const redis = new Redis(environment.REDIS_URL ?? '');
  const queue = new Queue('bench-progress', {
    connection: new Redis(environment.REDIS_URL ?? '', { maxRetriesPerRequest: null }) as never,
  });
  const tokens = createTokens(environment.JWT_SECRET ?? '');
  let received = 0;
  let latencies: number[] = [];
  const watched: Watched[] = [];
  const leave: (() => void)[] = [];
  for (let n = 0; n < VIEWERS; n += 1) {
    const owner = `viewer-${n}`;
    const added =
      variant === 'queue-events' ? await queue.add('bench', {}, { removeOnComplete: true }) : null;
    const job = { owner, jobId: added?.id ?? makeJobId(owner, 'career-insights') };
    const { token } = tokens.sign({
      userId: owner,
      role: 'user',
      audience: 'jobwire',
      ttlSeconds: 600,
    });
    watched.push(job);
    leave.push(
      await connectViewer(variant, port, job, token, (at) => {
        received += 1;
        latencies.push(performance.now() - at);
      }),
    );
  }
  const publish = publisherOf(variant, redis, queue);
  const next = (n: number) => publish(watched[n % VIEWERS] as Watched, n % 100);

  const settle = async (atMost: number) => {
    const deadline = performance.now() + 10_000;
    for (
      let before = -1;
      received < atMost && received !== before && performance.now() < deadline;
    ) {
      before = received;
      await sleep(variant === 'polling' ? POLL_MS + 200 : 300);
    }
  };
  for (let n = 0; n < 2_000; n += 1) await next(n);
  await settle(2_000);
  latencies = [];
  const calm = CALM_PER_SECOND * CALM_SECONDS;
  const startedAt = performance.now();
  for (let sent = 0; sent < calm; ) {
    const due = Math.min(
      calm,
      Math.floor(((performance.now() - startedAt) / 1_000) * CALM_PER_SECOND),
    );
    while (sent < due) void next(sent++);
    await sleep(1);
  }
  received = 0;
  await settle(calm);
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

  received = 0;
  const before = await ask(child, 'cpu');
  const burstAt = performance.now();
  const amount =
    variant === 'queue-events' || variant === 'polling' ? Math.min(events, 10_000) : events;
  for (let n = 0; n < amount; n += 500) {
    await Promise.all(Array.from({ length: Math.min(500, amount - n) }, (_, k) => next(n + k)));
  }
  const burstMs = performance.now() - burstAt;
  await settle(amount);
  const after = await ask(child, 'cpu');
  for (const one of leave) one();
  child.send('end');
  await once(child, 'exit');
  await queue.obliterate({ force: true });
  await queue.close();
  redis.disconnect();
  return {
    eventsPerSecond: (amount / burstMs) * 1_000,
    cpuUsPerEvent: (after.cpuUs - before.cpuUs) / amount,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
};

/** The same events through each relay in turn, one viewer a job, the order reversed every other round. */
export const benchRelay = async (
  environment: Record<string, string>,
  options: { rounds: number; events: number; say: (line: string) => void },
): Promise<RelayResult[]> => {
  const rounds: Map<string, Measured>[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const measured = new Map<string, Measured>();
    for (const variant of round % 2 === 0 ? variants : [...variants].reverse()) {
      const one = await measure(variant, environment, options.events);
      measured.set(variant, one);
      options.say(
        `  round ${round + 1}  ${variant.padEnd(13)} ${one.cpuUsPerEvent.toFixed(1)} µs an event, p50 ${one.p50Ms.toFixed(1)} ms`,
      );
    }
    rounds.push(measured);
  }
  const middle = (variant: string, key: keyof Measured) =>
    median(rounds.map((measured) => measured.get(variant)?.[key] ?? 0));
  return variants.map((variant) => ({
    variant,
    eventsPerSecond: middle(variant, 'eventsPerSecond'),
    cpuUsPerEvent: middle(variant, 'cpuUsPerEvent'),
    ofRawWs: median(
      rounds.map(
        (measured) =>
          (measured.get('raw-ws')?.cpuUsPerEvent ?? 0) /
          (measured.get(variant)?.cpuUsPerEvent ?? 1),
      ),
    ),
    p50Ms: middle(variant, 'p50Ms'),
    p99Ms: middle(variant, 'p99Ms'),
  }));
};
