/**
 * Runs one of our scripts once the packages are there: `node scripts/run.mjs scripts/token.ts --user me`. It sees what a
 * running platform sees: `.env`, DATA_DIR and the secret.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { developmentSecret } from './bootstrap/data-dir.mjs';
import { loadEnvFile, ROOT } from './bootstrap/environment.mjs';
import { checkNodeVersion } from './bootstrap/node-version.mjs';
import { ensurePackages } from './bootstrap/packages.mjs';
import { exitWith, StartError } from './bootstrap/start-error.mjs';

const run = async () => {
  checkNodeVersion(process.versions.node);
  const [script, ...args] = process.argv.slice(2);
  if (!script)
    throw new StartError('Say which script to run: node scripts/run.mjs scripts/token.ts');
  loadEnvFile();
  await ensurePackages(ROOT);
  const dataDir = resolve(ROOT, process.env.DATA_DIR || '.data');
  // Only one that a start has made: a new one would sign what nobody believes.
  const secret = existsSync(join(dataDir, 'jwt-secret')) ? developmentSecret(dataDir) : undefined;
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, resolve(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, JWT_SECRET: process.env.JWT_SECRET || secret },
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  const [code] = await once(child, 'exit');
  process.exit(code ?? 1);
};

run().catch(exitWith);
