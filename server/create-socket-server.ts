import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '#contracts/events';
import type { Metrics } from '#platform/metrics';
import type { Platform } from '#platform/platform';
import { createAdmission } from './admission';
import { createAllowRequest } from './allow-request';
import { attachHandshake } from './attach-handshake';
import { checkSplice } from './check-splice';
import { closeGently } from './close-gently';
import type { ConnectionHooks } from './connection';
import { type ConnectionLimits, createConnectionLimits } from './connection-limits';
import { createGuardedParser } from './guarded-parser';
import { createDispatch } from './handlers/dispatch';
import { createHealthHandler } from './health';
import { type ServerLimits, serverLimits } from './limits';
import { createPulse, type PulseFeed } from './pulse';
import { createRelay, type Relay } from './relay/create-relay';
import { startBeats } from './start-beats';
import { startSweep } from './sweep';
import { trackConnections } from './track-connections';

/** Bounds of the HTTP side, in milliseconds: a client that dawdles over its headers is dropped. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;

export interface SocketServer {
  /** @returns the port, which the system chose where 0 was asked for */
  listen(port: number, host: string): Promise<number>;
  /** Tells every client when to come back, closes all and resolves; within 3 s. */
  close(): Promise<void>;
}

const httpOptions = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionsCheckingInterval: 2_000,
};

/** WebSocket alone: what polling needs (sticky sessions, sessions at all) our own feed over HTTP does not. */
const ioOptions = (limits: ServerLimits) => ({
  transports: ['websocket' as const],
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: limits.messageBytes,
  pingInterval: limits.pingIntervalMs,
  pingTimeout: limits.pingTimeoutMs,
  connectTimeout: limits.connectTimeoutMs,
});

/** Socket.IO on an HTTP server, guarded at the door. */
const createIo = (
  { config, log, metrics }: Platform,
  http: HttpServer,
  counts: ConnectionLimits,
  limits: ServerLimits,
) => {
  const gate = createAllowRequest(config.allowedOrigins, config.trustProxy, counts, limits);
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, {
    ...ioOptions(limits),
    allowRequest: gate.allowRequest,
    parser: createGuardedParser((reason) => metrics.socketsCut.inc({ reason })),
  });
  const useWire = checkSplice(io);
  if (!useWire)
    log.warn('Socket.IO encodes differently than expected; events go out by plain emit');
  return { io, useWire, arrivals: gate.arrivals };
};

const hooksOf = (relay: Relay, pulse: PulseFeed, metrics: Metrics): ConnectionHooks => ({
  onEnd: (connection, reason) => {
    relay.part(connection);
    pulse.part(connection);
    metrics.socketsCut.inc({ reason });
  },
  onLag: relay.lag,
  shouldCork: relay.shouldCork,
});

const listenOn = async (http: HttpServer, port: number, host: string): Promise<number> => {
  http.listen(port, host);
  await once(http, 'listening');
  return (http.address() as AddressInfo).port;
};

/**
 * The Socket.IO process around a platform: one namespace, nothing kept that a restart could lose.
 *
 * @param overrides bounds other than `serverLimits`, for tests and benchmarks
 */
export const createSocketServer = (
  platform: Platform,
  overrides: Partial<ServerLimits> = {},
): SocketServer => {
  const limits: ServerLimits = { ...serverLimits, ...overrides };
  const counts = createConnectionLimits(limits);
  const relay = createRelay(platform, limits);
  const pulse = createPulse(platform, limits);
  const admission = createAdmission({ platform, relay, counts, limits });
  let closing: Promise<void> | undefined;

  const isClosing = () => closing !== undefined;
  const beforeMetrics = relay.report;
  const http = createServer(
    httpOptions,
    createHealthHandler({ platform, isClosing, beforeMetrics }),
  );
  const { io, useWire, arrivals } = createIo(platform, http, counts, limits);
  const connections = trackConnections({
    arrivals,
    counts,
    limits,
    useWire,
    hooks: hooksOf(relay, pulse, platform.metrics),
    onGone: (connection) => {
      admission.abandon(connection);
      relay.part(connection);
      pulse.part(connection);
    },
  });
  io.engine.on('connection', connections.add);
  const dispatch = createDispatch({ platform, relay, pulse, limits });
  attachHandshake(io, { platform, admission, connections, dispatch });
  const stopBeats = startBeats(platform.socketPresence, connections.all);
  const stopSweep = startSweep({ platform, relay, limits, connections: connections.all });

  const shutDown = async (): Promise<void> => {
    http.close();
    await closeGently(connections.all, limits.reconnectSpreadMs);
    stopSweep();
    pulse.close();
    await stopBeats();
    relay.close();
    await io.close();
    http.closeAllConnections();
  };

  return {
    listen: (port, host) => listenOn(http, port, host),
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
};
