import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'worker/index.ts',
    // Run by its path, as a thread.
    'worker/lock-thread.mjs',
    'server/index.ts',
    'scripts/*.{mjs,ts}',
    'bench/*.ts',
    'bench/browser/run.ts',
    // Bundled for the browser by their path.
    'bench/browser/pages/{hook,tutorial}.tsx',
    // Run by their path, as processes.
    'tests/helpers/*-main.ts',
    'tests/**/fixtures/*.mjs',
  ],
  project: [
    '{contracts,platform,worker,server,app,components,hooks,scripts,tests,bench}/**/*.{ts,tsx,mjs,css}',
  ],
  compilers: {
    css: (text: string) =>
      [...text.matchAll(/@(import [^;]+)/g)].map(([, line]) => line).join('\n'),
  },
  ignoreDependencies: [
    // Run from node_modules/.bin by scripts/checks.
    '@biomejs/biome',
    // dependency-cruiser reads TypeScript with it.
    '@swc/core',
    // scripts/run.mjs names it to Node.
    'tsx',
  ],
  // A schema beside the type made from it, a figure beside what it limits: exported to be read.
  ignoreExportsUsedInFile: true,
};

export default config;
