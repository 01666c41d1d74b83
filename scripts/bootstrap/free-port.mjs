import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartError } from './start-error.mjs';

/**
 * @param {number} port 0 = any
 * @param {string} host
 * @returns {Promise<number>} the port that could be listened on a moment ago
 */
const tryPort = async (port, host) => {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
};

/** A free port on the loopback, for something only this machine talks to. */
export const pickFreePort = () => tryPort(0, '127.0.0.1');

/**
 * @param {string} variable the environment variable that moves it
 * @param {number} port 0 = pick a free one
 * @param {string} host
 * @returns {Promise<number>}
 * @throws {StartError} naming the variable when the port is taken or not allowed
 */
export const claimPort = async (variable, port, host) => {
  try {
    return await tryPort(port, host);
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
