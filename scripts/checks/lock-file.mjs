import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * Whether a package at `from` would find `name` in one of the node_modules above it.
 *
 * @param {Record<string, LockEntry>} packages @param {string} from @param {string} name
 * @returns {boolean}
 */
const isLocked = (packages, from, name) => {
  if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
  if (!from) return false;
  const cut = from.lastIndexOf('/node_modules/');
  return isLocked(packages, cut < 0 ? '' : from.slice(0, cut), name);
};

/**
 * Checks what npm does not: that no optional package of another platform is missing (`npm ci` refuses such a lock, on
 * any machine), and that no download address of the machine it was made on is in it.
 *
 * @param {string} root
 * @returns {string[]} faults
 */
export const checkLock = (root) => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages = /** @type {Record<string, LockEntry>} */ (lock.packages);
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(packages, path, name))
      .map(
        (name) =>
          `${path}@${entry.version} names ${name}, which is not in the lock; choose a version whose parts all exist`,
      ),
    ...(entry.resolved?.startsWith('http')
      ? [`${path} holds a download address; npm install with this project's .npmrc leaves it out`]
      : []),
  ]);
};
