import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartError } from './start-error.mjs';

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>} the port that could be listened on a moment ago
 */
const tryPort = async (port, host) => {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
  return port;
};

/** Below what Linux (from 32768) and others (from 49152) give to outgoing connections. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/**
 * A free port. Not one that the system picks: between now and its use an outgoing connection could be given it.
 *
 * @param {string} host default the loopback, for something only this machine talks to
 * @returns {Promise<number>}
 */
export const pickFreePort = async (host = '127.0.0.1') => {
  for (;;) {
    try {
      return await tryPort(FIRST_PORT + randomInt(PORTS), host);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
};

/**
 * @param {string} variable the environment variable that moves it
 * @param {number} port 0 = pick a free one
 * @param {string} host
 * @returns {Promise<number>}
 * @throws {StartError} naming the variable when the port is taken or not allowed
 */
export const claimPort = async (variable, port, host) => {
  try {
    return port === 0 ? await pickFreePort(host) : await tryPort(port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} (${variable}) is taken by another program; stop it, or choose another: ${variable}=${port + 10} npm start`,
      );
    }
    if (code === 'EACCES') {
      throw new StartError(`Port ${port} (${variable}) needs more rights; choose one above 1024.`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartError(
        `HOST=${host} is not an address of this machine; use 127.0.0.1 or 0.0.0.0.`,
      );
    }
    throw error;
  }
};
