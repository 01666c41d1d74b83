import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

/** A bundle as a page would get it, split where the sources split it. */
export interface Bundle {
  /** The chunk that a source, named by the end of its path, lies in. */
  chunkOf(source: string): string;
  /** A chunk and all it needs before it runs. */
  withStatic(chunk: string): Set<string>;
  /** Size over the wire, in bytes. */
  gzipped(chunks: Iterable<string>): number;
  sourcesOf(chunks: Iterable<string>): string[];
  readonly chunks: readonly string[];
}

/**
 * Bundles modules for the browser, without what `external` names.
 *
 * @param modules `together` they are one entry, as a page uses them; `apart` each is one
 */
export const measureBundle = async (
  modules: { together: readonly string[] } | { apart: readonly string[] },
  external: readonly string[],
): Promise<Bundle> => {
  const entry =
    'apart' in modules
      ? { entryPoints: [...modules.apart] }
      : {
          stdin: {
            contents: modules.together.map((name) => `export * from './${name}';`).join('\n'),
            resolveDir: process.cwd(),
            loader: 'ts' as const,
          },
        };
  const built = await build({
    ...entry,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    loader: { '.css': 'empty' },
    external: [...external],
    outdir: 'out',
    write: false,
    metafile: true,
  });
  const outputs: Metafile['outputs'] = built.metafile.outputs;
  const bytesOf = (name: string): Uint8Array => {
    const file = built.outputFiles.find(({ path }) => path.endsWith(name));
    if (!file) throw new Error(`no output ${name}`);
    return file.contents;
  };
  const sourcesOf = (chunks: Iterable<string>) =>
    [...chunks].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
  const withStatic = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[path]) withStatic(path, seen);
    }
    return seen;
  };
  return {
    chunks: Object.keys(outputs),
    chunkOf: (source) =>
      Object.keys(outputs).find((name) => sourcesOf([name]).some((one) => one.endsWith(source))) ??
      '',
    withStatic: (chunk) => withStatic(chunk),
    gzipped: (chunks) =>
      [...chunks].reduce((sum, name) => sum + gzipSync(bytesOf(name), { level: 9 }).length, 0),
    sourcesOf,
  };
};
