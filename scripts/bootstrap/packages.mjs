import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, whileLocked } from './pid-lock.mjs';
import { runChild } from './run-child.mjs';
import { StartError } from './start-error.mjs';

const MARK = '.jobwire-lock';

/** @param {string} root @returns {string} */
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/**
 * Whether what npm says it installed is what the lock asks for. Packages for other platforms may be
 * absent; everything else must be there in the very version.
 *
 * @param {string} root
 * @returns {boolean}
 */
const installedMatches = (root) => {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const present = readJson(join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = /** @type {Record<string, { version?: string }>} */ (present)[path];
    return found
      ? found.version === entry.version
      : entry.optional === true || entry.devOptional === true;
  });
};

/**
 * @param {string[]} args of npm
 * @param {string} root
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<{ code: number | null, errors: string }>}
 */
const npm = async (args, root, signal) => {
  const own = process.env.npm_execpath ?? '';
  const [command, first] = own.endsWith('npm-cli.js') ? [process.execPath, [own]] : ['npm', []];
  let errors = '';
  const code = await runChild(command, [...first, ...args], {
    cwd: root,
    signal,
    onOutput: (text, stream) => {
      process[stream === 'out' ? 'stdout' : 'stderr'].write(text);
      if (stream === 'err') errors += text;
    },
  });
  return { code, errors };
};

/** @param {string} root @param {AbortSignal | undefined} signal */
const install = async (root, signal) => {
  console.log('Installing packages (once; a minute at most) ...');
  // NODE_ENV=production would leave out what the build needs.
  const flags = [
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefer-offline',
  ];
  let result = await npm(['ci', ...flags], root, signal);
  if (result.code !== 0 && /EUSAGE|in sync|from lock file/.test(result.errors)) {
    console.log('package-lock.json does not fit package.json; installing without it.');
    result = await npm(['install', '--no-save', ...flags], root, signal);
  }
  if (result.code !== 0) {
    throw new StartError(
      'npm could not install the packages (see above); check the network, then try again.',
    );
  }
};

/**
 * Installs what package-lock.json asks for, unless it is there already.
 *
 * @param {string} root the checkout
 * @param {AbortSignal} [signal]
 * @throws {StartError} when npm fails
 */
export const ensurePackages = async (root, signal) => {
  const markPath = join(root, 'node_modules', MARK);
  const hash = lockHash(root);
  const upToDate = () => existsSync(markPath) && readFileSync(markPath, 'utf8') === hash;
  if (upToDate()) return;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const notice = 'Packages are being installed by another command; waiting for it.';
  await whileLocked(join(root, 'dist/install.lock'), notice, signal, async () => {
    if (upToDate()) return;
    if (!installedMatches(root)) await install(root, signal);
    writeFileSync(markPath, hash);
  });
};
