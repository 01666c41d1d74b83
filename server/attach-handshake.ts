import type { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '#contracts/events';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import { type Admission, toConnectError } from './admission';
import type { Connection, ServerSocket } from './connection';
import type { Connections } from './track-connections';

/** A refused client that stays has nothing to wait for; its answer leaves first. */
const REFUSED_STAY_MS = 100;

export interface HandshakeDeps {
  readonly platform: Platform;
  readonly admission: Admission;
  readonly connections: Connections;
  readonly dispatch: (connection: Connection, event: readonly unknown[]) => void;
}

/** Ties admission and handlers to Socket.IO. */
export const attachHandshake = (
  io: Server<ClientToServerEvents, ServerToClientEvents>,
  { platform, admission, connections, dispatch }: HandshakeDeps,
): void => {
  const { log, metrics } = platform;

  const refuse = (connection: Connection, error: unknown): Error => {
    const code = error instanceof AppError ? error.code : 'internal';
    if (code === 'internal') log.error({ err: error }, 'a handshake failed');
    metrics.socketRefusals.inc({ code });
    setTimeout(() => connection.end('refused'), REFUSED_STAY_MS).unref();
    return toConnectError(error);
  };

  io.use((socket, next) => {
    const connection = connections.find(socket.conn);
    if (!connection) return next(toConnectError(undefined));
    admission.admit(connection, socket.handshake.auth).then(
      () => next(),
      (error: unknown) => next(refuse(connection, error)),
    );
  });

  io.on('connection', (socket: ServerSocket) => {
    const connection = connections.find(socket.conn);
    if (!connection) return;
    // What the handshake brought, its token above all, is not kept for the life of the socket.
    Object.assign(socket.handshake, { auth: {}, headers: {}, query: {} });
    Object.assign(socket.conn, { request: null });
    metrics.sockets.inc();
    socket.once('disconnect', () => metrics.sockets.dec());
    // Events are answered here and never handed on: nothing a client sends can reach another one.
    socket.use((event) => dispatch(connection, event));
    admission.welcome(connection, socket);
  });
};
