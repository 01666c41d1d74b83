import { isDeepStrictEqual } from 'node:util';
import type { Pulse, PulseDelta, Queue, Worker } from '#contracts/admin';
import { may } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Connection } from './connection';
import type { ServerLimits } from './limits';
import { Frame } from './relay/frame';

/** Every so many pulses all of it is sent: whoever came late or missed one is right again then. */
const WHOLE_EVERY = 5;

const changed = <T extends Queue | Worker>(
  before: readonly T[],
  now: readonly T[],
  nameOf: (one: T) => string,
): T[] => {
  const known = new Map(before.map((one) => [nameOf(one), one]));
  return now.filter((one) => !isDeepStrictEqual(known.get(nameOf(one)), one));
};

const deltaOf = (before: Pulse, now: Pulse): PulseDelta => {
  const queues = changed(before.queues, now.queues, ({ type }) => type);
  const workers = changed(before.workers, now.workers, ({ id }) => id);
  const there = new Set(now.workers.map(({ id }) => id));
  const gone = before.workers.filter(({ id }) => !there.has(id)).map(({ id }) => id);
  return {
    at: now.at,
    ...(isDeepStrictEqual(before.health, now.health) ? {} : { health: now.health }),
    ...(queues.length > 0 ? { queues } : {}),
    ...(workers.length > 0 ? { workers } : {}),
    ...(gone.length > 0 ? { goneWorkers: gone } : {}),
  };
};

/**
 * Shows operators once a second how things are. One reading serves all who watch in this process, and
 * without anybody there is none. What a client is too slow for is left out: the next whole one mends it.
 */
export const createPulse = (
  { operators, log }: Pick<Platform, 'operators' | 'log'>,
  limits: Pick<ServerLimits, 'lagBytes' | 'pulseMs'>,
) => {
  const watchers = new Set<Connection>();
  let timer: NodeJS.Timeout | undefined;
  let last: Pulse | undefined;
  let count = 0;

  const send = (delta: PulseDelta): void => {
    const frame = new Frame('admin:pulse', JSON.stringify(delta));
    for (const watcher of watchers) {
      const { session, queuedBytes } = watcher;
      // The role may have gone since.
      if (!session || !may(session.principal.role, 'see-operations')) watchers.delete(watcher);
      else if (queuedBytes <= limits.lagBytes) watcher.send(frame);
    }
  };

  const tick = async (): Promise<void> => {
    const now = await operators.pulse();
    count += 1;
    const whole = last === undefined || count % WHOLE_EVERY === 0;
    const delta = whole || !last ? { ...now, whole: true as const } : deltaOf(last, now);
    last = now;
    send(delta);
  };

  const plan = (): void => {
    if (timer || watchers.size === 0) return;
    timer = setTimeout(() => {
      tick()
        .catch((error: unknown) => log.debug({ err: error }, 'no pulse; the next one may come'))
        .finally(() => {
          timer = undefined;
          plan();
        });
    }, limits.pulseMs);
  };

  return {
    /** How things are at once. @throws AppError forbidden, dependency_unavailable */
    read: (connection: Connection): Promise<Pulse> => {
      if (!may(connection.session?.principal.role ?? 'user', 'see-operations')) {
        throw new AppError('forbidden', 'This needs the role viewer.');
      }
      return operators.pulse();
    },
    /** From now on it is told once a second. */
    join: (connection: Connection): void => {
      if (!connection.isOpen) return;
      watchers.add(connection);
      // Whatever was told to others before is not known to this one.
      last = undefined;
      plan();
    },
    part: (connection: Connection): void => {
      watchers.delete(connection);
    },
    get watchers(): number {
      return watchers.size;
    },
    close: (): void => {
      watchers.clear();
      clearTimeout(timer);
    },
  };
};

export type PulseFeed = ReturnType<typeof createPulse>;
