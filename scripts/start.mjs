/**
 * `npm start` and, with --dev, `npm run dev`: from a fresh clone to a running platform. Needs Node alone: every import
 * here is Node's own or beside this file, and what needs packages is loaded once they are there.
 */
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { allOrNone } from './bootstrap/all-or-none.mjs';
import { bringUp } from './bootstrap/bring-up.mjs';
import { lockDataDir, prepareDataDir, runningFile } from './bootstrap/data-dir.mjs';
import { loadEnvFile, ROOT } from './bootstrap/environment.mjs';
import { checkGivenStores } from './bootstrap/given-stores.mjs';
import { checkNodeVersion } from './bootstrap/node-version.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { markOf } from './bootstrap/pid-lock.mjs';
import { createLinePrinter } from './bootstrap/print-line.mjs';
import { watchForQuit } from './bootstrap/quit-watch.mjs';
import { findRedisServer } from './bootstrap/redis-server.mjs';
import { readSettings } from './bootstrap/settings.mjs';
import { exitWith } from './bootstrap/start-error.mjs';
import { createSupervisor } from './bootstrap/supervisor.mjs';

/** @param {import('./bootstrap/settings.mjs').Settings} settings */
const describe = ({ ports, dataDir, env, databasePort, processes }) => {
  const webUrl = env.WEB_PUBLIC_URL || `http://localhost:${ports.web}`;
  return {
    pid: process.pid,
    processes,
    webUrl,
    socketUrl: env.SOCKET_PUBLIC_URL || `http://localhost:${ports.socket}`,
    workerUrl: `http://localhost:${ports.worker}`,
    ports,
    dataDir,
    guests: env.ALLOW_GUESTS
      ? ['true', '1'].includes(env.ALLOW_GUESTS)
      : databasePort !== undefined,
  };
};

/** @param {ReturnType<typeof describe>} running @param {number} tookMs */
const welcome = (running, tookMs) => {
  /** @param {string} name @param {string[]} lines */
  const where = (name, ...lines) => (running.processes.includes(name) ? lines : []);
  return [
    '',
    `Jobwire is ready (${(tookMs / 1000).toFixed(1)} s).`,
    '',
    ...where(
      'web',
      `  Open     ${running.webUrl}`,
      `  Sign in  ${running.guests ? 'press "Continue as guest"' : 'create an account with e-mail and password'}`,
    ),
    ...where('socket', `  Socket   ${running.socketUrl}`),
    ...where('worker', `  Worker   ${running.workerUrl} (health)`),
    `  Data     ${running.dataDir}`,
    ...where('web', '  Demo     npm run demo, in another terminal'),
    '  Stop     Ctrl-C',
    '',
  ].join('\n');
};

/**
 * What one start knows of itself, for whoever ends it.
 * @typedef {object} Run
 * @property {string} dataDir
 * @property {AbortController} quit aborts when we are to end
 * @property {import('./bootstrap/supervisor.mjs').Supervisor} [supervisor]
 */

/**
 * Fetches what is missing, starts everything and stays until it is told to end.
 *
 * @param {Run} run
 * @param {(holders: import('./bootstrap/pid-lock.mjs').ProcessMark[]) => void} holdBy
 *   names the processes that hold DATA_DIR
 */
const serve = async (run, holdBy) => {
  const startedAt = performance.now();
  const { dataDir, quit } = run;
  const dev = process.argv.includes('--dev');
  const settings = await readSettings({ root: ROOT, dataDir, dev, env: process.env });
  await checkGivenStores(process.env);
  // Both may have to be fetched, from different places.
  const [redis] = await allOrNone(quit.signal, (either) => [
    settings.redisPort ? findRedisServer(dataDir) : undefined,
    ensurePackages(ROOT, either),
  ]);
  quit.signal.throwIfAborted();
  const supervisor = createSupervisor({ print: createLinePrinter(process.stdout) });
  run.supervisor = supervisor;
  // The guard outlives a start that is killed, and so does its hold.
  holdBy([process.pid, supervisor.guardPid ?? 0].map(markOf));
  await bringUp(settings, supervisor, redis?.program, quit.signal);
  const running = describe(settings);
  writeFileSync(runningFile(dataDir), JSON.stringify(running, null, 2), { mode: 0o600 });
  console.log(welcome(running, performance.now() - startedAt));
  if (!quit.signal.aborted) await once(quit.signal, 'abort');
  console.log('\nStopping ...');
};

const start = async () => {
  checkNodeVersion(process.versions.node);
  loadEnvFile();
  const dataDir = prepareDataDir(process.env.DATA_DIR, ROOT);
  const lock = await lockDataDir(dataDir);
  /** @type {Run} */
  const run = { dataDir, quit: new AbortController() };
  const tidy = () => {
    rmSync(runningFile(dataDir), { force: true });
    lock.release();
  };
  watchForQuit(
    () => run.quit.abort(),
    () => {
      run.supervisor?.force();
      tidy();
      process.exit(130);
    },
  );
  /** @type {unknown} */
  let failure;
  try {
    await serve(run, (holders) => lock.update({ holders }));
  } catch (error) {
    if (!run.quit.signal.aborted) failure = error;
  }
  await run.supervisor?.stop();
  tidy();
  if (failure) exitWith(failure);
  process.exit(0);
};

start().catch(exitWith);
