import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Bundles the worker processes under test once for the whole run: tests start it dozens of times. */
export const setup = async (): Promise<() => Promise<void>> => {
  // A test that runs tests has them already.
  if (process.env.JOBWIRE_TEST_WORKER) return async () => {};
  const dir = await mkdtemp(join(tmpdir(), 'jobwire-worker-'));
  await build({
    absWorkingDir: root,
    entryPoints: {
      'worker-main': 'tests/helpers/worker-main.ts',
      'alerts-worker-main': 'tests/helpers/alerts-worker-main.ts',
      'train-worker-main': 'tests/helpers/train-worker-main.ts',
      'lessons-worker-main': 'tests/helpers/lessons-worker-main.ts',
      'preload-worker-main': 'tests/helpers/preload-worker-main.ts',
      'news-worker-main': 'tests/helpers/news-worker-main.ts',
      'lock-thread': 'worker/lock-thread.mjs',
    },
    outdir: dir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
    external: ['pg-native', 'bufferutil', 'utf-8-validate', 'redis', '@valkey/valkey-glide', 'bun'],
    logLevel: 'warning',
  });
  process.env.JOBWIRE_TEST_WORKER = join(dir, 'worker-main.mjs');
  return () => rm(dir, { recursive: true, force: true });
};
