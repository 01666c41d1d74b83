import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isReady, type RedisClient } from '../redis';
import { version } from '../version';
import { beat, endBeats } from './process-beats';

/** Shows a socket process to operators. Neither call fails: without Redis nobody is shown anything. */
export interface SocketPresence {
  announce(sockets: number): Promise<void>;
  withdraw(): Promise<void>;
}

export const createSocketPresence = (redis: RedisClient): SocketPresence => {
  const id = randomUUID();
  const startedAt = Date.now();
  const whenReady = async (work: () => Promise<void>): Promise<void> => {
    if (isReady(redis)) await work().catch(() => {});
  };
  return {
    announce: (sockets) =>
      whenReady(() => {
        const said = {
          id,
          host: hostname(),
          pid: process.pid,
          version,
          startedAt,
          at: Date.now(),
          memoryBytes: process.memoryUsage.rss(),
          sockets,
        };
        return beat(redis, 'socket', said);
      }),
    withdraw: () => whenReady(() => endBeats(redis, 'socket', id)),
  };
};
