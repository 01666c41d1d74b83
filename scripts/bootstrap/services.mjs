import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answersHttp, answersPing } from './readiness.mjs';
import { databaseDir } from './settings.mjs';

/** @typedef {import('./supervised-child.mjs').ServiceSpec} ServiceSpec */
/** @typedef {import('./settings.mjs').Settings} Settings */

/** In what order they end: what takes work in, what does it, what keeps it. */
export const STAGES = { entrances: 1, worker: 2, stores: 3 };

const ENTRANCE_GRACE_MS = 10_000;
const STORE_GRACE_MS = 10_000;
const DEFAULT_WORKER_GRACE_MS = 30_000;
/** Beyond the worker's own grace: to hand its jobs back and say goodbye. */
const WORKER_MARGIN_MS = 5_000;

/**
 * @param {Settings} settings
 * @param {string} program redis-server
 * @returns {ServiceSpec}
 */
export const redisService = (settings, program) => {
  const port = /** @type {number} */ (settings.redisPort);
  const dir = join(settings.dataDir, 'redis');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const options = {
    port,
    bind: '127.0.0.1',
    dir,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    // BullMQ loses jobs under any other policy.
    'maxmemory-policy': 'noeviction',
    loglevel: 'warning',
    daemonize: 'no',
  };
  return {
    name: 'redis',
    kind: 'store',
    command: program,
    args: Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    env: settings.env,
    cwd: dir,
    graceMs: STORE_GRACE_MS,
    quiet: true,
    ready: answersPing(port),
  };
};

/** @param {Settings} settings @returns {ServiceSpec} */
export const databaseService = (settings) => ({
  name: 'database',
  kind: 'store',
  command: process.execPath,
  args: [join(settings.root, 'scripts/database.mjs')],
  env: {
    ...settings.env,
    DATABASE_DIR: databaseDir(settings),
    DATABASE_PORT: String(settings.databasePort),
  },
  cwd: settings.root,
  graceMs: STORE_GRACE_MS,
  saysReady: true,
});

/**
 * The processes of the product that run here.
 *
 * @param {Settings} settings
 * @param {string | undefined} build its folder; undefined in development
 * @returns {{ spec: ServiceSpec, stage: number }[]}
 */
export const productServices = (settings, build) => {
  const { root, env, ports, host, processes } = settings;
  const workerGraceMs = Number(env.WORKER_GRACE_MS || DEFAULT_WORKER_GRACE_MS) + WORKER_MARGIN_MS;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  /** @param {number} port @param {string} path */
  const at = (port, path) =>
    answersHttp(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}${path}`);
  /** @param {string} folder */
  const script = (folder) =>
    build
      ? ['--enable-source-maps', join(build, folder, 'index.mjs')]
      : [
          join(root, 'node_modules/tsx/dist/cli.mjs'),
          'watch',
          '--clear-screen=false',
          join(root, folder, 'index.ts'),
        ];
  const web = build
    ? [join(build, 'web/server.js')]
    : [join(root, 'node_modules/next/dist/bin/next'), 'dev', '-H', host, '-p', String(ports.web)];
  const shared = { kind: /** @type {const} */ ('app'), command: process.execPath, env, cwd: root };
  /** @type {{ spec: ServiceSpec, stage: number }[]} */
  const all = [
    {
      stage: STAGES.entrances,
      spec: {
        ...shared,
        name: 'web',
        args: web,
        // Next's server takes its address from HOSTNAME.
        env: { ...env, HOSTNAME: host },
        cwd: build ? join(build, 'web') : root,
        graceMs: ENTRANCE_GRACE_MS,
        ready: at(ports.web, '/api/health/live'),
      },
    },
    {
      stage: STAGES.entrances,
      spec: {
        ...shared,
        name: 'socket',
        args: script('server'),
        graceMs: ENTRANCE_GRACE_MS,
        ready: at(ports.socket, '/health/live'),
      },
    },
    {
      stage: STAGES.worker,
      spec: {
        ...shared,
        name: 'worker',
        args: script('worker'),
        graceMs: workerGraceMs,
        ready: at(ports.worker, '/health/live'),
      },
    },
  ];
  return all.filter(({ spec }) => processes.includes(spec.name));
};
