import type { Arrival } from './allow-request';
import { Connection, type ConnectionHooks, type ServerSocket } from './connection';
import type { ConnectionLimits } from './connection-limits';
import type { ServerLimits } from './limits';

type EngineSocket = ServerSocket['conn'];

export interface TrackingDeps {
  /** What the upgrade showed of the connection, by its request. */
  readonly arrivals: WeakMap<object, Arrival>;
  readonly counts: ConnectionLimits;
  readonly limits: ServerLimits;
  readonly hooks: ConnectionHooks;
  /** False where events have to go out by plain emit. */
  readonly useWire: boolean;
  /** Called once when a connection has gone, whoever ended it. */
  onGone(connection: Connection): void;
}

/** Knows every connection from its first byte on, signed in or not. */
export const trackConnections = (deps: TrackingDeps) => {
  const all = new Set<Connection>();
  const byConn = new WeakMap<EngineSocket, Connection>();

  const add = (conn: EngineSocket): void => {
    const { address, refusal } = deps.arrivals.get(conn.request) ?? {
      address: 'unknown',
      refusal: undefined,
    };
    const connection = new Connection(conn, address, deps.limits, deps.hooks, deps.useWire);
    const isWithin = deps.counts.addresses.enter(address);
    connection.refusal = isWithin ? refusal : 'too_many_connections';
    all.add(connection);
    byConn.set(conn, connection);
    conn.on('packet', () => connection.countPacket());
    conn.once('close', () => {
      all.delete(connection);
      deps.counts.addresses.leave(address);
      connection.onClosed();
      deps.onGone(connection);
    });
  };

  return {
    add,
    all: all as ReadonlySet<Connection>,
    find: (conn: EngineSocket): Connection | undefined => byConn.get(conn),
  };
};

export type Connections = ReturnType<typeof trackConnections>;
