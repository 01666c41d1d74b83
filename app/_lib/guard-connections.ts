import { subscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { endOfProcess } from '../api/_lib/end-of-process';
import { flushed } from '../api/_lib/flush-at-end';
import type { BuildFiles } from './build-files';
import { refusalOf, scrub } from './guard-request';
import type { PagePolicy } from './page-policy';

/** A connection that has not sent a whole request head by then is closed. */
const FIRST_HEAD_TIMEOUT_MS = 10_000;
/** Later heads on the same connection, and whole requests; Node looks every 30 s. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** A sender that goes on after its answer is complete gets this long to notice. */
const UNREAD_BODY_GRACE_MS = 1_000;

const known = new WeakSet<Server>();

/** After an early answer the rest of a body would be read and thrown away for as long as somebody sends it. */
const endAfterAnswer = (request: IncomingMessage, response: ServerResponse): void => {
  // Taken now: a finished request no longer knows its socket.
  const { socket } = request;
  response.once('finish', () => {
    if (endOfProcess().aborted) socket.end();
    if (request.complete) return;
    const timer = setTimeout(() => {
      if (!request.complete) socket.destroy();
    }, UNREAD_BODY_GRACE_MS);
    timer.unref();
  });
};

/** Next sets the type of a route's answer as a list of one, which its own compression takes for no type at all. */
const plainContentType = (response: ServerResponse): void => {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    const isList = name.toLowerCase() === 'content-type' && Array.isArray(value);
    return set(name, isList ? value.join() : value);
  };
};

/** Next ends the process once its server has closed: by then the last spans must have left. */
const flushBeforeClosed = (server: Server): void => {
  const close = server.close.bind(server);
  server.close = (done) => close((error) => void flushed().finally(() => done?.(error)));
};

/** Puts our look at a request before whoever listens for requests, and shortens Node's patience. */
const guardServer = (server: Server, pagePolicy: PagePolicy, buildFiles: BuildFiles): void => {
  if (known.has(server)) return;
  known.add(server);
  flushBeforeClosed(server);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    endAfterAnswer(request, response);
    plainContentType(response);
    const refusal = refusalOf(request);
    if (refusal) {
      response.writeHead(refusal.status, refusal.headers).end(refusal.body);
      return;
    }
    scrub(request);
    buildFiles(request, response, () => {
      pagePolicy(request, response);
      for (const listener of listeners) listener.call(server, request, response);
    });
  });
};

/**
 * Guards the HTTP server that Next makes for itself, from its first connection on, by the hooks that
 * Node offers for the purpose: slow heads, slow bodies, requests that Next gets wrong.
 */
export const guardConnections = (pagePolicy: PagePolicy, buildFiles: BuildFiles): void => {
  const waiting = new WeakMap<object, NodeJS.Timeout>();
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket & { server?: unknown } };
    if (!(socket.server instanceof Server)) return;
    guardServer(socket.server, pagePolicy, buildFiles);
    const timer = setTimeout(() => socket.destroy(), FIRST_HEAD_TIMEOUT_MS);
    timer.unref();
    waiting.set(socket, timer);
    socket.once('close', () => clearTimeout(timer));
  });
  subscribe('http.server.request.start', (message) => {
    const { socket } = message as { socket: Socket };
    clearTimeout(waiting.get(socket));
  });
};
