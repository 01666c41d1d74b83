import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.mjs';

/** Optional parts of our libraries that we do not install. */
const ABSENT = [
  'pg-native',
  'bufferutil',
  'utf-8-validate',
  'redis',
  '@valkey/valkey-glide',
  'bun',
];

/**
 * @param {string} root
 * @param {AbortSignal | undefined} signal
 */
const buildWeb = async (root, signal) => {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    // Nothing of the machine's own configuration may find its way into a build.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    console.error(output);
    throw new StartError('The pages could not be built (see above).');
  }
};

/**
 * Bundles what needs no Next.js, whole: the result runs without node_modules.
 *
 * @param {string} root
 * @param {string} out
 */
const buildProcesses = async (root, out) => {
  const { build } = await import('esbuild');
  const entries = {
    'worker/index': 'worker/index.ts',
    'worker/lock-thread': 'worker/lock-thread.ts',
    'server/index': 'server/index.ts',
    prepare: 'scripts/prepare.ts',
  };
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    // Bundled CommonJS still calls require() for Node's own modules.
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
    external: ABSENT,
    logLevel: 'warning',
  });
  cpSync(join(root, 'platform/store/migrations'), join(out, 'migrations'), { recursive: true });
};

/**
 * Builds all processes into a new folder: `web/` (run `server.js`), `worker/index.mjs`, `server/index.mjs`, and
 * `prepare.mjs`, which checks the configuration and migrates the database.
 *
 * @param {string} root the checkout
 * @param {string} out
 * @param {AbortSignal} [signal]
 * @throws {StartError} when the pages do not build
 */
export const buildAll = async (root, out, signal) => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await Promise.all([buildWeb(root, signal), buildProcesses(root, out)]);
  const web = join(out, 'web');
  renameSync(join(root, '.next/standalone'), web);
  cpSync(join(root, '.next/static'), join(web, '.next/static'), { recursive: true });
  if (existsSync(join(root, 'public')))
    cpSync(join(root, 'public'), join(web, 'public'), { recursive: true });
  // Next copies .env files beside its server, secrets and all; ours come by the environment alone.
  for (const name of readdirSync(web)) if (name.startsWith('.env')) rmSync(join(web, name));
};
