import type { Platform } from '#platform/platform';
import type { Connection } from './connection';
import type { ServerLimits } from './limits';
import type { Relay } from './relay/create-relay';

export interface SweepDeps {
  readonly platform: Platform;
  readonly relay: Relay;
  readonly limits: ServerLimits;
  readonly connections: ReadonlySet<Connection>;
}

const checkSession = (connection: Connection, now: number): void => {
  const { session } = connection;
  if (!session) return;
  const endsAt = session.claims.exp * 1000;
  if (endsAt <= now) connection.end('token_expired');
  else if (session.noticeAt <= now) {
    session.noticeAt = Number.POSITIVE_INFINITY;
    connection.emit('auth:expiring', { expiresAt: endsAt });
  }
};

/** A client that takes nothing, or too slowly, is noticed also when nothing new is sent to it. */
const checkQueue = (connection: Connection, limits: ServerLimits, now: number): void => {
  const { queuedBytes, progress } = connection;
  if (queuedBytes === 0 || progress !== connection.lastProgress) {
    connection.lastProgress = progress;
    connection.stalledSince = now;
    return;
  }
  if (now - connection.stalledSince >= limits.stallMs) connection.end('slow_consumer');
};

/**
 * Looks at every connection once in a while: tokens that end, clients that do not read. One timer for
 * all of them; ten thousand timers would cost more than the look.
 */
export const startSweep = ({ platform, relay, limits, connections }: SweepDeps) => {
  let isAsking = false;

  const replaceProvisional = async (): Promise<void> => {
    if (isAsking || !relay.hasProvisional) return;
    isAsking = true;
    const { redis } = await platform.health();
    isAsking = false;
    if (redis) relay.replaceProvisional();
  };

  const sweep = (): void => {
    const now = Date.now();
    for (const connection of connections) {
      checkSession(connection, now);
      checkQueue(connection, limits, now);
    }
    relay.report();
    void replaceProvisional();
  };
  const timer = setInterval(sweep, limits.sweepIntervalMs);
  timer.unref();

  const offRevocations = platform.revocations.onChange(() => {
    for (const connection of connections) {
      const { session } = connection;
      if (session && platform.revocations.isRevoked(session.claims))
        connection.end('token_revoked');
    }
  });

  return (): void => {
    clearInterval(timer);
    offRevocations();
  };
};
