import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readJson } from '../bootstrap/pid-lock.mjs';

/**
 * Runs one of vitest's projects, and those that are named after it (`unit`, `unit-pages`).
 *
 * @param {{ root: string, project: string, env: NodeJS.ProcessEnv, reports: string }} given
 *   reports: folder of the report, PROJECT.json
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>} a project without tests counts as one
 *   that failed
 */
export const runProject = async ({ root, project, env, reports }) => {
  const report = join(reports, `${project}.json`);
  rmSync(report, { force: true });
  console.log(`\n${project} tests`);
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', `${project}*`],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    child.kill(signal);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, pass);
  const [code, signal] = await once(child, 'close');
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.off(name, pass);
  if (signal) throw new Error(`the ${project} tests were ended by ${signal}`);
  const results = readJson(report);
  return { ...countResults(results, code), failures: listFailures(root, results) };
};

/**
 * @param {Record<string, unknown> | undefined} report
 * @param {number} code of vitest
 */
export const countResults = (report, code) => {
  const passed = Number(report?.numPassedTests ?? 0);
  const failed = Number(report?.numFailedTests ?? 0);
  // A file that does not load has no tests that could fail, and a stray rejection belongs to none.
  const silent = failed === 0 && (code !== 0 || report?.success !== true || passed === 0);
  return { passed, failed: silent ? 1 : failed };
};

/**
 * One line for each test that failed, and for each file that did not load: at the end of a long log nobody has to look
 * for them.
 *
 * @param {string} root
 * @param {Record<string, any> | undefined} report
 * @returns {string[]}
 */
export const listFailures = (root, report) =>
  (report?.testResults ?? [])
    .filter((/** @type {{ status: string }} */ file) => file.status === 'failed')
    .flatMap((/** @type {Record<string, any>} */ file) => {
      const name = relative(root, file.name);
      const failed = file.assertionResults
        .filter((/** @type {{ status: string }} */ test) => test.status === 'failed')
        .map((/** @type {Record<string, any>} */ test) =>
          describe([name, ...test.ancestorTitles, test.title], test.failureMessages[0]),
        );
      return failed.length > 0 ? failed : [describe([name], file.message)];
    });

/**
 * @param {string[]} path
 * @param {string | undefined} message
 */
const describe = (path, message) =>
  `FAIL ${path.join(' > ')}: ${message?.split('\n')[0] || 'no reason given'}`;
