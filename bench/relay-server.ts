import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { loadConfig } from '#platform/config';
import { createPlatform } from '#platform/create-platform';
import { feedKeys } from '#platform/feed/keys';
import { createSocketServer } from '#server/create-socket-server';

/**
 * One relaying process, whose processor time is measured. Prints its port; answers `cpu` with what it
 * has used so far, in microseconds.
 *
 * Usage: relay-server.ts jobwire | raw-ws | queue-events | polling
 */
const [variant = 'jobwire'] = process.argv.slice(2);
const redisUrl = process.env.REDIS_URL ?? '';

/** The product's own server; only the ledger's answer about whose job it is comes from the bench. */
const jobwire = async (): Promise<number> => {
  const platform = createPlatform(loadConfig(process.env), 'server');
  const jobs = {
    ...platform.jobs,
    watch: async (who: { userId: string }, ids: readonly string[]) =>
      ids.map((id) => ({ id, userId: who.userId })) as never,
  };
  const server = createSocketServer(
    { ...platform, jobs },
    { socketsPerAddress: 100_000, eventBurst: 1e9, packetBurst: 1e9 },
  );
  return server.listen(0, '127.0.0.1');
};

/** What one writes first: a pattern subscription and `ws.send`. */
const rawWs = async (): Promise<number> => {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const rooms = new Map<string, Set<{ send(text: string): void }>>();
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const job = JSON.parse(String(data)) as { owner: string; jobId: string };
      const channel = feedKeys(job.owner).watch(job.jobId);
      const room = rooms.get(channel) ?? new Set();
      rooms.set(channel, room.add(socket));
      socket.send('"watching"');
    });
  });
  const subscriber = new Redis(redisUrl);
  await subscriber.psubscribe('{u:*');
  subscriber.on('pmessage', (_pattern, channel, text) => {
    for (const socket of rooms.get(channel) ?? []) socket.send(`["job:progress",${text}]`);
  });
  return listen(http);
};

/** What tutorials show: `updateProgress`, QueueEvents and `io.to(room).emit`. */
const queueEvents = async (): Promise<number> => {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  io.on('connection', (socket) => {
    socket.on('watch', (jobId: string, ack: () => void) => {
      void socket.join(jobId);
      ack();
    });
  });
  const events = new QueueEvents('bench-progress', {
    connection: new Redis(redisUrl, { maxRetriesPerRequest: null }) as never,
  });
  await events.waitUntilReady();
  events.on('progress', ({ jobId, data }) => io.to(jobId).emit('progress', data));
  return listen(http);
};

/** A GET a client repeats: the last progress of one job, read from Redis. */
const polling = async (): Promise<number> => {
  const client = new Redis(redisUrl);
  const http = createServer((request, response) => {
    const [owner = '', jobId = ''] = (request.url ?? '').slice(1).split('/');
    void client.hget(feedKeys(owner).job(jobId), 'p').then((text) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(text ?? 'null');
    });
  });
  return listen(http);
};

const listen = (http: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve) => {
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });

const starts: Record<string, () => Promise<number>> = {
  jobwire,
  'raw-ws': rawWs,
  'queue-events': queueEvents,
  polling,
};
const start = starts[variant];
if (!start)
  throw new Error(`There is no variant ${variant}; known: ${Object.keys(starts).join(', ')}`);
process.on('message', (message) => {
  if (message !== 'cpu') process.exit(0);
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system });
});
process.send?.({ port: await start() });
