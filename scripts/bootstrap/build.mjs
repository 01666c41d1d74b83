import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allOrNone } from './all-or-none.mjs';
import { compressFiles } from './compress-files.mjs';
import { runChild } from './run-child.mjs';
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
const buildPages = async (root, signal) => {
  let output = '';
  const code = await runChild(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    // Nothing of the machine's own configuration may find its way into a build.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    signal,
    onOutput: (text) => {
      output += text;
    },
  });
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
  const { build, stop } = await import('esbuild');
  const entries = {
    'worker/index': 'worker/index.ts',
    'worker/lock-thread': 'worker/lock-thread.mjs',
    'server/index': 'server/index.ts',
    prepare: 'scripts/prepare.ts',
  };
  const bundled = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    // Places are what a stack needs; with the sources themselves a process would read three times as much at its start.
    sourcesContent: false,
    // Bundled CommonJS still calls require() for Node's own modules.
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
    external: ABSENT,
    logLevel: 'warning',
  }).then(
    () => true,
    () => false,
  );
  // Its service would live as long as whoever called us.
  await stop();
  if (!bundled) throw new StartError('The processes could not be bundled (see above).');
  cpSync(join(root, 'platform/store/migrations'), join(out, 'migrations'), { recursive: true });
  cpSync(join(root, 'content/embeddings'), join(out, 'worker/embeddings'), { recursive: true });
};

/**
 * Builds the web server into `web/` of a folder: run its `server.js`.
 *
 * @param {string} root
 * @param {string} out
 * @param {AbortSignal | undefined} signal
 */
const buildWeb = async (root, out, signal) => {
  await buildPages(root, signal);
  const web = join(out, 'web');
  cpSync(join(root, '.next/standalone'), web, { recursive: true, verbatimSymlinks: true });
  cpSync(join(root, '.next/static'), join(web, '.next/static'), { recursive: true });
  await compressFiles(join(web, '.next/static'));
  if (existsSync(join(root, 'public'))) {
    cpSync(join(root, 'public'), join(web, 'public'), { recursive: true });
  }
  // Next copies .env files beside its server, secrets and all; ours come by the environment alone.
  for (const name of readdirSync(web)) if (name.startsWith('.env')) rmSync(join(web, name));
};

/** What can be built. @typedef {'web' | 'processes'} Part */

/**
 * Builds into a new folder: `web/`, and of the processes `worker/index.mjs`, `server/index.mjs` and `prepare.mjs`, which
 * checks the configuration and migrates the database.
 *
 * @param {string} root the checkout
 * @param {string} out
 * @param {{ signal?: AbortSignal, parts?: readonly Part[] }} [options]
 * @throws {StartError} when the pages do not build
 */
export const buildAll = async (root, out, { signal, parts = ['web', 'processes'] } = {}) => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await allOrNone(signal, (either) => [
    parts.includes('web') ? buildWeb(root, out, either) : undefined,
    parts.includes('processes') ? buildProcesses(root, out) : undefined,
  ]);
};
