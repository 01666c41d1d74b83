import type { SocketProcess, Worker, WorkerList } from '#contracts/admin';
import {
  expectedOf,
  type ProcessBeat,
  readBeats,
  socketBeatSchema,
  stateOf,
  workerBeatSchema,
} from '../queue/process-beats';
import type { RedisClient } from '../redis';

const order = { up: 0, stale: 1, offline: 2 } as const;

const shown = <B extends ProcessBeat>(beats: readonly B[], now: number) =>
  beats
    .map(({ at, startedAt, ...rest }) => ({
      ...rest,
      startedAt: new Date(startedAt).toISOString(),
      lastBeatAt: new Date(at).toISOString(),
      state: stateOf({ at }, now),
    }))
    .sort((a, b) => order[a.state] - order[b.state] || (a.host + a.id < b.host + b.id ? -1 : 1));

/** Workers and socket processes as they last said they were. */
export const readProcesses = async (
  redis: RedisClient,
  now: number = Date.now(),
): Promise<WorkerList> => {
  const [workers, sockets] = await Promise.all([
    readBeats(redis, 'worker', workerBeatSchema, now),
    readBeats(redis, 'socket', socketBeatSchema, now),
  ]);
  return {
    at: new Date(now).toISOString(),
    expected: expectedOf(workers, now),
    workers: shown(workers, now) satisfies Worker[],
    sockets: shown(sockets, now) satisfies SocketProcess[],
  };
};
