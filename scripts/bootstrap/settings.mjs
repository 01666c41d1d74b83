import { join } from 'node:path';
import { developmentSecret } from './data-dir.mjs';
import { claimPort, pickFreePort } from './free-port.mjs';
import { StartError } from './start-error.mjs';

/**
 * What a start is to do, worked out from the environment.
 * @typedef {object} Settings
 * @property {string} root the checkout
 * @property {string} dataDir
 * @property {boolean} dev hot reload instead of a build
 * @property {readonly string[]} processes those of the product that run here; `web` and `worker` together share one container
 * @property {string} host
 * @property {{ web: number, socket: number, worker: number }} ports
 * @property {number | undefined} redisPort of the Redis to start; undefined when one is given
 * @property {number | undefined} databasePort of the embedded database; undefined when one is given
 * @property {NodeJS.ProcessEnv} env for every child
 */

/** @param {NodeJS.ProcessEnv} env @param {string} name @param {number} fallback */
const portFrom = (env, name, fallback) => {
  const port = Number(env[name] || fallback);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(
      `${name}=${env[name]} is not a port; use a number from 1 to 65535, or 0 for any.`,
    );
  }
  return port;
};

const PROCESSES = ['web', 'socket', 'worker'];

/**
 * Which processes of the product this start runs. The others run elsewhere, on the same stores.
 *
 * @param {NodeJS.ProcessEnv} env
 * @throws {StartError}
 */
const processesFrom = (env) => {
  const asked = (env.PROCESSES || PROCESSES.join()).split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !PROCESSES.includes(name));
  if (unknown !== undefined) {
    throw new StartError(
      `PROCESSES=${env.PROCESSES} names "${unknown}"; list some of ${PROCESSES.join(', ')}, separated by commas.`,
    );
  }
  const processes = PROCESSES.filter((name) => asked.includes(name));
  const storesGiven =
    env.DATABASE_URL && (env.REDIS_URL || env.REDIS_HOST || env.REDIS_CLUSTER_NODES);
  if (!processes.includes('web') && !storesGiven) {
    throw new StartError(
      `PROCESSES=${env.PROCESSES} leaves the web server to another start, so both need the same stores: set DATABASE_URL and REDIS_URL.`,
    );
  }
  return processes;
};

/**
 * The secret tokens are signed with: the configured one, or the generated one outside production.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dataDir
 * @throws {StartError}
 */
export const jwtSecret = (env, dataDir) => {
  if (env.JWT_SECRET) return env.JWT_SECRET;
  if (env.NODE_ENV === 'production') {
    throw new StartError(
      'JWT_SECRET is missing, and NODE_ENV=production; make one with: openssl rand -base64 48',
    );
  }
  return developmentSecret(dataDir);
};

/** Never asked for, never sent. */
const NO_TELEMETRY = { NEXT_TELEMETRY_DISABLED: '1', BETTER_AUTH_TELEMETRY: '0' };

/**
 * @param {{ root: string, dataDir: string, dev: boolean, env: NodeJS.ProcessEnv }} given
 * @returns {Promise<Settings>}
 * @throws {StartError} naming the port that is taken or the variable that is wrong
 */
export const readSettings = async ({ root, dataDir, dev, env }) => {
  const host = env.HOST || '127.0.0.1';
  const processes = processesFrom(env);
  /** @param {string} process @param {string} name @param {number} fallback */
  const claim = async (process, name, fallback) => {
    const port = portFrom(env, name, fallback);
    // What runs elsewhere may well have its port on this machine.
    return processes.includes(process) ? claimPort(name, port, host) : port;
  };
  const ports = {
    web: await claim('web', 'PORT', 3000),
    socket: await claim('socket', 'SOCKET_PORT', 3001),
    worker: await claim('worker', 'WORKER_PORT', 3002),
  };
  if (new Set(Object.values(ports)).size < 3) {
    throw new StartError('PORT, SOCKET_PORT and WORKER_PORT must differ from each other.');
  }
  const redisGiven = Boolean(env.REDIS_URL || env.REDIS_HOST || env.REDIS_CLUSTER_NODES);
  const redisPort = redisGiven ? undefined : await pickFreePort();
  const databasePort = env.DATABASE_URL ? undefined : await pickFreePort();
  return {
    root,
    dataDir,
    dev,
    processes,
    host,
    ports,
    redisPort,
    databasePort,
    env: {
      ...env,
      ...NO_TELEMETRY,
      NODE_ENV: dev ? 'development' : 'production',
      HOST: host,
      PORT: String(ports.web),
      SOCKET_PORT: String(ports.socket),
      WORKER_PORT: String(ports.worker),
      DATA_DIR: dataDir,
      JWT_SECRET: jwtSecret(env, dataDir),
      ...(redisPort && { REDIS_URL: `redis://127.0.0.1:${redisPort}` }),
      ...(databasePort && {
        DATABASE_URL: `postgres://postgres@127.0.0.1:${databasePort}/postgres?sslmode=disable`,
        DATABASE_EMBEDDED: 'true',
      }),
    },
  };
};

/** @param {Settings} settings */
export const databaseDir = (settings) => join(settings.dataDir, 'postgres');
