import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { isAlive, markOf, readJson, whileLocked } from './pid-lock.mjs';
import { sourceHash } from './source-hash.mjs';

const USER_MARK = 'used-by-';

/**
 * Whether a process that runs from this build is alive.
 *
 * @param {string} dir
 */
const inUse = (dir) =>
  readdirSync(dir)
    .filter((name) => name.startsWith(USER_MARK))
    .some((name) =>
      isAlive(
        /** @type {import('./pid-lock.mjs').ProcessMark | undefined} */ (readJson(join(dir, name))),
      ),
    );

/**
 * Says that this process runs from a build, so that a later one does not clear it away.
 *
 * @param {string} dir
 */
const claimBuild = (dir) => {
  writeFileSync(join(dir, `${USER_MARK}${process.pid}`), JSON.stringify(markOf(process.pid)));
  return dir;
};

/**
 * Gives the build of the sources as they are now, making it if there is none. A build lies in a folder named after
 * its sources and is never written again: a server that runs from an older one keeps its files under it.
 *
 * @param {string} root the checkout
 * @param {AbortSignal} [signal]
 * @returns {Promise<string>} its folder
 */
export const ensureBuild = async (root, signal) => {
  const dist = join(root, 'dist');
  const hash = sourceHash(root);
  const dir = join(dist, hash);
  if (existsSync(dir)) return claimBuild(dir);
  mkdirSync(dist, { recursive: true });
  // Next keeps its working files in one place: one build at a time.
  const notice = 'Another build is under way; waiting for it.';
  return whileLocked(join(dist, 'build.lock'), notice, signal, async () => {
    if (existsSync(dir)) return claimBuild(dir);
    console.log('Building (once for these sources) ...');
    const aside = join(dist, 'unfinished');
    await buildAll(root, aside, { signal });
    claimBuild(aside);
    for (const entry of readdirSync(dist, { withFileTypes: true })) {
      const old = join(dist, entry.name);
      if (entry.isDirectory() && old !== aside && !inUse(old))
        rmSync(old, { recursive: true, force: true });
    }
    // Edited meanwhile: it may be a mixture, good enough for now but not to be found by its name again.
    const made = sourceHash(root) === hash ? dir : `${dir}-mixed-${process.pid}`;
    renameSync(aside, made);
    return made;
  });
};
