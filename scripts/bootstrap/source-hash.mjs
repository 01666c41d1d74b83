import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything a build is made of, and what makes it. */
const SOURCES = [
  'contracts',
  'platform',
  'worker',
  'server',
  'app',
  'components',
  'hooks',
  'content',
  'public',
  'proxy.ts',
  'scripts/prepare.ts',
  'scripts/bootstrap/build.mjs',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/**
 * @param {string} path
 * @returns {string[]} the files at or under it, in a fixed order
 */
const filesUnder = (path) => {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

/**
 * Names a build by what it was made from: the same sources, the same name.
 *
 * @param {string} root the checkout
 * @returns {string} 16 hexadecimal digits
 */
export const sourceHash = (root) => {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of filesUnder(path)) {
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
};
