/**
 * `npm test`: every check, then every test, from a fresh clone and with nothing running. The last line is the count.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChromium } from './bootstrap/chromium.mjs';
import { ensureBuild } from './bootstrap/ensure-build.mjs';
import { ROOT } from './bootstrap/environment.mjs';
import { checkNodeVersion } from './bootstrap/node-version.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { findRedisServer } from './bootstrap/redis-server.mjs';
import { exitWith } from './bootstrap/start-error.mjs';
import { runChecks } from './checks/run-checks.mjs';
import { findLeftovers } from './testing/leftovers.mjs';
import { runProject } from './testing/run-project.mjs';
import { testEnvironment } from './testing/test-environment.mjs';

const PROJECTS = ['unit', 'integration', 'e2e'];

const test = async () => {
  checkNodeVersion(process.versions.node);
  const dataDir = resolve(ROOT, process.env.DATA_DIR || '.test-data');
  const reports = join(dataDir, 'reports');
  mkdirSync(reports, { recursive: true });
  const packages = ensurePackages(ROOT);
  // One after the other: apt-get runs once at a time.
  const tools = findRedisServer(dataDir).then(async ({ program }) => ({
    REDIS_SERVER_BIN: program,
    CHROMIUM_PATH: await findChromium(process.env),
  }));
  const [found] = await Promise.all([tools, packages]);
  const runId = randomUUID();
  const env = {
    ...testEnvironment(ROOT, process.env),
    ...found,
    JOBWIRE_TEST_RUN: runId,
  };
  const total = await runChecks(ROOT);
  // Made once here, for the tests that start the product as a user does.
  const built = await ensureBuild(ROOT).then(
    () => true,
    (error) => console.error(String(error)),
  );
  if (!built) total.failed += 1;
  const failures = [];
  for (const project of PROJECTS) {
    const results = await runProject({ root: ROOT, project, env, reports });
    total.passed += results.passed;
    total.failed += results.failed;
    failures.push(...results.failures);
  }
  for (const failure of failures) console.error(failure);
  const leftovers = await findLeftovers(runId);
  for (const leftover of leftovers) console.error(`FAIL left running: ${leftover}`);
  total.failed += leftovers.length;
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
};

test().catch(exitWith);
