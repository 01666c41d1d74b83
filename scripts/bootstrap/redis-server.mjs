import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { aptInstall, unpackRedis } from './debian.mjs';
import { findOnPath } from './on-path.mjs';
import { StartError } from './start-error.mjs';

const NAMES = ['redis-server', 'valkey-server'];
const OLDEST_MAJOR = 7;

/**
 * What the search needs of the machine; tests put their own in.
 * @typedef {object} Machine
 * @property {(names: readonly string[]) => string | undefined} find looks on PATH
 * @property {(program: string) => number | undefined} majorVersion of a redis-server, undefined when it does not run
 * @property {boolean} root whether we may install packages
 * @property {(packages: string[]) => Promise<void>} install apt-get install
 * @property {(dir: string) => Promise<string>} unpack from Debian's archive, without root
 */

/** @param {string} program @returns {number | undefined} */
const majorVersion = (program) => {
  try {
    const said = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const major = Number(/v=(\d+)\./.exec(said)?.[1]);
    return Number.isNaN(major) ? undefined : major;
  } catch {
    return undefined;
  }
};

/** @type {Machine} */
const thisMachine = {
  find: findOnPath,
  majorVersion,
  root: process.getuid?.() === 0,
  install: aptInstall,
  unpack: unpackRedis,
};

/**
 * Finds a Redis of 7 or later (or Valkey) to run, fetching one where there is none: on PATH, by apt-get as
 * root, from Debian's archive without root.
 *
 * @param {string} dataDir where a fetched one is kept
 * @param {Machine} [machine]
 * @returns {Promise<{ program: string, how: 'path' | 'installed' | 'unpacked' }>}
 * @throws {StartError} saying what to install
 */
export const findRedisServer = async (dataDir, machine = thisMachine) => {
  const good = () => {
    for (const name of NAMES) {
      const program = machine.find([name]);
      if (program && (machine.majorVersion(program) ?? 0) >= OLDEST_MAJOR) return program;
    }
    return undefined;
  };
  const present = good();
  if (present) return { program: present, how: 'path' };
  let reason = '';
  if (machine.find(['apt-get'])) {
    try {
      if (machine.root) {
        console.log('Installing redis-server (once) ...');
        await machine.install(['redis-server']);
        const installed = good();
        if (installed) return { program: installed, how: 'installed' };
      } else if (machine.find(['dpkg'])) {
        console.log('Fetching redis-server from Debian (once) ...');
        const program = await machine.unpack(join(dataDir, 'tools', 'redis'));
        if ((machine.majorVersion(program) ?? 0) >= OLDEST_MAJOR)
          return { program, how: 'unpacked' };
      }
    } catch (error) {
      reason = ` (apt-get failed: ${lastLine(error)})`;
    }
  }
  throw new StartError(
    `No Redis ${OLDEST_MAJOR} or later found${reason}; install it (apt-get install redis-server, brew install redis), or set REDIS_URL.`,
  );
};

/** @param {unknown} error */
const lastLine = (error) => {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return said.trim().split('\n').at(-1) ?? '';
};
