import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';

/*
 * What a page pays for the hooks, as a bundler splits them. The budget is for what has to be there before
 * a page can be drawn; the engine comes after it, Socket.IO only into the tab that holds the connection.
 */
const BUDGET_BYTES = 8 * 1024;

let outputs: Metafile['outputs'];
let bytes: Map<string, Uint8Array>;
beforeAll(async () => {
  const entries = ['use-background-jobs', 'use-job', 'use-jobs-connection', 'jobs-provider'];
  const built = await build({
    stdin: {
      contents: entries.map((name) => `export * from './hooks/${name}';`).join('\n'),
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    external: ['react'],
    outdir: 'out',
    write: false,
    metafile: true,
  });
  outputs = built.metafile.outputs;
  bytes = new Map(
    Object.keys(outputs).map((name) => {
      const file = built.outputFiles.find(({ path }) => path.endsWith(name));
      if (!file) throw new Error(`no output ${name}`);
      return [name, file.contents];
    }),
  );
});

/** A chunk and all it needs before it runs. */
const withStatic = (name: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind } of outputs[name]?.imports ?? []) {
    if (kind === 'import-statement' && outputs[path]) withStatic(path, seen);
  }
  return seen;
};
const gzipped = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(bytes.get(name) ?? '', { level: 9 }).length, 0);
const sourcesOf = (names: Iterable<string>) =>
  [...names].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
const chunkOf = (source: string) =>
  Object.keys(outputs).find((name) => sourcesOf([name]).some((one) => one.endsWith(source))) ?? '';

it('what a page needs before it is drawn stays below 8 kB', () => {
  const first = withStatic(chunkOf('use-background-jobs.ts'));
  expect(gzipped(first)).toBeLessThanOrEqual(BUDGET_BYTES);
  expect(sourcesOf(first).filter((source) => source.includes('node_modules'))).toEqual([]);
});

it('what keeps it up to date comes later and stays below 8 kB, without Socket.IO', () => {
  const first = withStatic(chunkOf('use-background-jobs.ts'));
  const engine = [...withStatic(chunkOf('client-engine.ts'))].filter((name) => !first.has(name));
  expect(engine.length).toBeGreaterThan(0);
  expect(gzipped(engine)).toBeLessThanOrEqual(BUDGET_BYTES);
  expect(sourcesOf(engine).filter((source) => source.includes('node_modules'))).toEqual([]);
});

it('Socket.IO is a chunk of its own, and zod is nowhere', () => {
  const socket = chunkOf('socket.io-client/build/esm/index.js');
  expect(socket).not.toBe('');
  expect(sourcesOf([socket]).every((source) => source.includes('node_modules'))).toBe(true);
  const all = sourcesOf(Object.keys(outputs));
  expect(all.filter((source) => source.includes('node_modules/zod'))).toEqual([]);
});
