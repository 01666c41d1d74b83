import type { Cursor } from '#contracts/events';
import { jobRoom, userRoom } from '#contracts/rooms';
import type { Platform } from '#platform/platform';
import type { ServerLimits } from '../limits';
import { createDrops } from './drops';
import { createFlusher } from './flusher';
import { type Held, JobRoom } from './job-room';
import { type Opening, OwnerFeed } from './owner-feed';
import { Pressure } from './pressure';
import { createReadGate } from './read-gate';
import type { Recipient } from './recipient';
import type { RelayContext } from './relay-context';

type RelayPlatform = Pick<Platform, 'feed' | 'subscriptions' | 'log' | 'metrics'>;

/**
 * Carries events from Redis to sockets: one owner's feed per connected owner, one room per watched
 * job, so that the cost follows what is looked at.
 */
export const createRelay = (platform: RelayPlatform, limits: ServerLimits) => {
  const { feed, subscriptions, log, metrics } = platform;
  const owners = new Map<string, OwnerFeed>();
  const rooms = new Map<string, JobRoom>();
  const corked = new Set<Recipient>();
  const pressure = new Pressure();
  const flusher = createFlusher(() => pressure.endWindow());
  const roomKey = (userId: string, jobId: string) => `${userRoom(userId)} ${jobRoom(jobId)}`;

  const context: RelayContext = {
    feed,
    subscriptions,
    log,
    limits,
    drops: createDrops(log, metrics),
    pressure,
    flusher,
    gate: createReadGate(limits.parallelReads),
    relayed: { event: 0, progress: 0, log: 0, chunk: 0 },
    flushJob: (userId, jobId) => {
      if (pressure.isPressed) rooms.get(roomKey(userId, jobId))?.flush();
    },
  };

  const uncorkAll = () => {
    for (const connection of corked) connection.uncork();
    corked.clear();
  };
  const offGap = subscriptions.onGap(() => {
    for (const owner of owners.values()) owner.catchUp();
  });

  return {
    /** Reads the owner's feed for a newcomer; its opening goes to `admit` or is abandoned. */
    open: (userId: string, cursor: Cursor | null): Promise<Opening> => {
      const key = userRoom(userId);
      const owner = owners.get(key) ?? new OwnerFeed(context, userId, () => owners.delete(key));
      owners.set(key, owner);
      return owner.open(cursor);
    },

    admit: (connection: Recipient, opening: Opening): void =>
      opening.owner.admit(connection, opening),

    /** Keeps a place in a job's room from now on. */
    hold: (userId: string, jobId: string): Held => {
      const key = roomKey(userId, jobId);
      const room = rooms.get(key) ?? new JobRoom(context, userId, jobId, () => rooms.delete(key));
      rooms.set(key, room);
      return room.hold();
    },

    /** Takes a connection out of everything: nothing is sent to it any more. */
    part: (connection: Recipient): void => {
      for (const room of [...connection.watched.values()]) room.part(connection);
      const { ownerId } = connection;
      if (ownerId !== undefined) owners.get(userRoom(ownerId))?.part(connection);
    },

    /** Has those read again who were given a snapshot from the ledger while Redis was away. */
    replaceProvisional: (): void => {
      for (const owner of owners.values()) if (owner.isProvisional) owner.catchUp();
    },
    get hasProvisional(): boolean {
      for (const owner of owners.values()) if (owner.isProvisional) return true;
      return false;
    },

    lag: (connection: Recipient): void => flusher.mark(connection),

    /** Under pressure what one turn writes to a connection leaves it in one system call. */
    shouldCork: (connection: Recipient): boolean => {
      if (!pressure.isPressed) return false;
      if (corked.size === 0) queueMicrotask(uncorkAll);
      corked.add(connection);
      return true;
    },

    /** Adds what was relayed since the last call to the metrics. */
    report: (): void => {
      for (const kind of ['event', 'progress', 'log', 'chunk'] as const) {
        const count = context.relayed[kind];
        if (count > 0) metrics.relayed.inc({ kind }, count);
        context.relayed[kind] = 0;
      }
      metrics.relayChannels.set(subscriptions.channels);
    },

    close: (): void => {
      offGap();
      flusher.close();
    },
  };
};

export type Relay = ReturnType<typeof createRelay>;
