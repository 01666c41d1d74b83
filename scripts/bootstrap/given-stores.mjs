import { once } from 'node:events';
import { connect } from 'node:net';
import { StartError } from './start-error.mjs';

const PATIENCE_MS = 5_000;

/**
 * @typedef {object} Address
 * @property {string} variable that says where it is
 * @property {string} host
 * @property {number} port
 */

/** @param {string} variable @param {string} text a URL @param {number} port its scheme's own */
const fromUrl = (variable, text, port) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new StartError(`${variable} is not a URL; write it as scheme://host:port.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { variable, host, port: Number(url.port) || port };
};

/**
 * Where the stores are that the environment names. One reached by a file has no address.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Address[]}
 */
const addressesIn = (env) => {
  const addresses = [];
  const [node] = (env.REDIS_CLUSTER_NODES ?? '').split(',');
  if (node) addresses.push(fromUrl('REDIS_CLUSTER_NODES', `redis://${node.trim()}`, 6379));
  else if (env.REDIS_URL) addresses.push(fromUrl('REDIS_URL', env.REDIS_URL, 6379));
  else if (env.REDIS_HOST) {
    const port = Number(env.REDIS_PORT) || 6379;
    addresses.push({ variable: 'REDIS_HOST', host: env.REDIS_HOST, port });
  }
  if (env.DATABASE_URL) addresses.push(fromUrl('DATABASE_URL', env.DATABASE_URL, 5432));
  return addresses.filter(({ host }) => host !== '');
};

/**
 * Sees that the stores named by the environment answer: a running platform would wait for them, a start had
 * better say so.
 *
 * @param {NodeJS.ProcessEnv} env
 * @throws {StartError} naming the variable of one that does not
 */
export const checkGivenStores = async (env) => {
  for (const { variable, host, port } of addressesIn(env)) {
    const socket = connect(port, host);
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      throw new StartError(
        `Nothing answers at ${host}:${port} (${variable}); start it there, correct ${variable}, or leave it empty and npm start runs its own.`,
      );
    } finally {
      socket.destroy();
    }
  }
};
