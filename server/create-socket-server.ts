import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '#contracts/events';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import { createAdmission, toConnectError } from './admission';
import { createAllowRequest } from './allow-request';
import { checkSplice } from './check-splice';
import { closeGently } from './close-gently';
import { Connection, type ConnectionHooks } from './connection';
import { createConnectionLimits } from './connection-limits';
import { createGuardedParser } from './guarded-parser';
import { createDispatch } from './handlers/dispatch';
import { createHealthHandler } from './health';
import { type ServerLimits, serverLimits } from './limits';
import { createRelay } from './relay/create-relay';
import { startSweep } from './sweep';

/** Bounds of the HTTP side, in milliseconds: a client that dawdles over its headers is dropped. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;

export interface SocketServer {
  /** @returns the port, which the system chose where 0 was asked for */
  listen(port: number, host: string): Promise<number>;
  /** Tells every client when to come back, closes all and resolves; within 3 s. */
  close(): Promise<void>;
}

/**
 * The Socket.IO process around a platform: WebSocket only, one namespace, nothing kept that a restart
 * could lose. Clients without WebSocket poll the feed over HTTP.
 */
export const createSocketServer = (
  platform: Platform,
  overrides: Partial<ServerLimits> = {},
): SocketServer => {
  const limits: ServerLimits = { ...serverLimits, ...overrides };
  const { config, log, metrics } = platform;
  const connections = new Set<Connection>();
  const byConn = new WeakMap<object, Connection>();
  const counts = createConnectionLimits(limits);
  const relay = createRelay(platform, limits);
  const admission = createAdmission({ platform, relay, counts, limits });
  const dispatch = createDispatch({ platform, relay, limits });
  let closing: Promise<void> | undefined;

  const http = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 2_000,
    },
    createHealthHandler({
      platform,
      isClosing: () => closing !== undefined,
      beforeMetrics: relay.report,
    }),
  );
  const gate = createAllowRequest(config.allowedOrigins, config.trustProxy, counts, limits);
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: limits.messageBytes,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    connectTimeout: limits.connectTimeoutMs,
    allowRequest: gate.allowRequest,
    parser: createGuardedParser((reason) => metrics.socketsCut.inc({ reason })),
  });
  const useWire = checkSplice(io);
  if (!useWire)
    log.warn('Socket.IO encodes differently than expected; events go out by plain emit');

  const hooks: ConnectionHooks = {
    onEnd: (connection, reason) => {
      relay.part(connection);
      metrics.socketsCut.inc({ reason });
    },
    onLag: relay.lag,
    shouldCork: relay.shouldCork,
  };

  io.engine.on('connection', (conn: Connection['conn']) => {
    const arrival = gate.arrivals.get(conn.request) ?? { address: 'unknown', refusal: undefined };
    const connection = new Connection(conn, arrival.address, limits, hooks, useWire);
    connection.refusal = counts.addresses.enter(arrival.address)
      ? arrival.refusal
      : 'too_many_connections';
    connections.add(connection);
    byConn.set(conn, connection);
    conn.on('packet', () => connection.countPacket());
    conn.once('close', () => {
      connections.delete(connection);
      counts.addresses.leave(arrival.address);
      admission.abandon(connection);
      relay.part(connection);
      connection.onClosed();
    });
  });

  io.use((socket, next) => {
    const connection = byConn.get(socket.conn);
    if (!connection) return next(new Error('internal'));
    admission.admit(connection, socket.handshake.auth).then(
      () => next(),
      (error: unknown) => {
        const code = error instanceof AppError ? error.code : 'internal';
        if (code === 'internal') log.error({ err: error }, 'a handshake failed');
        metrics.socketRefusals.inc({ code });
        next(toConnectError(error));
        // The answer leaves first; a client that stays after it has nothing to wait for.
        setTimeout(() => connection.end('refused'), 100).unref();
      },
    );
  });

  io.on('connection', (socket) => {
    const connection = byConn.get(socket.conn);
    if (!connection) return void socket.disconnect(true);
    // What the handshake brought, its token above all, is not kept for the life of the socket.
    Object.assign(socket.handshake, { auth: {}, headers: {}, query: {} });
    Object.assign(socket.conn, { request: null });
    metrics.sockets.inc();
    socket.once('disconnect', () => metrics.sockets.dec());
    // Events are answered here and never handed on: nothing a client sends can reach another one.
    socket.use((event) => dispatch(connection, event));
    admission.welcome(connection, socket);
  });

  const stopSweep = startSweep({ platform, relay, limits, connections });

  const shutDown = async (): Promise<void> => {
    http.close();
    await closeGently(connections, limits.reconnectSpreadMs);
    stopSweep();
    relay.close();
    await io.close();
    http.closeAllConnections();
  };

  return {
    listen: async (port, host) => {
      http.listen(port, host);
      await once(http, 'listening');
      return (http.address() as AddressInfo).port;
    },
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
};
