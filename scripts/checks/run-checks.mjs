import { checkFileLengths } from './file-lengths.mjs';
import { checkImportLaw } from './import-law.mjs';
import { checkLock } from './lock-file.mjs';
import { runTool } from './run-tool.mjs';

/**
 * One thing to check.
 * @typedef {object} Check
 * @property {string} name
 * @property {(root: string) => Promise<string[]> | string[]} run gives what is wrong, nothing when all is well
 */

/** @type {Check[]} */
const CHECKS = [
  {
    name: 'format and lint (biome)',
    run: (root) =>
      runTool(root, 'biome', ['check', '--error-on-warnings', '--diagnostic-level=warn']),
  },
  {
    name: 'types (tsc)',
    run: async (root) => [
      // Writes next-env.d.ts and the types of the routes, which the pages refer to.
      ...(await runTool(root, 'next', ['typegen'])),
      ...(await runTool(root, 'tsc', ['--noEmit', '--pretty', 'false'])),
    ],
  },
  { name: 'import law (dependency-cruiser)', run: checkImportLaw },
  { name: 'dead code (knip)', run: (root) => runTool(root, 'knip', ['--no-progress']) },
  { name: 'lock file', run: checkLock },
  { name: 'file lengths', run: checkFileLengths },
];

/**
 * Runs every check, also after one has failed, and prints a line for each.
 *
 * @param {string} root the checkout
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export const runChecks = async (root) => {
  let failed = 0;
  for (const { name, run } of CHECKS) {
    const startedAt = performance.now();
    const faults = await Promise.resolve(run(root)).catch((error) => [String(error)]);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    for (const fault of faults) console.log(fault.replace(/^/gm, '     '));
    if (faults.length > 0) failed += 1;
  }
  return { passed: CHECKS.length - failed, failed };
};
