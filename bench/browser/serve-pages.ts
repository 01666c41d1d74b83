import { build } from 'esbuild';
import type { BrowserContext } from 'playwright-core';

/** Bundles the bench's own pages and serves them under the product's origin: the session's cookie reaches them. */
export const servePages = async (context: BrowserContext, webUrl: string): Promise<void> => {
  const { outputFiles } = await build({
    entryPoints: {
      hook: 'bench/browser/pages/hook.tsx',
      tutorial: 'bench/browser/pages/tutorial.tsx',
    },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  const scripts = new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*\//, ''), text]));
  await context.route(`${webUrl}/bench/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice('/bench/'.length);
    const script = scripts.get(name);
    if (script !== undefined)
      return route.fulfill({ contentType: 'text/javascript', body: script });
    const body = `<!doctype html><title>${name}</title><link rel="icon" href="data:,"><body><script type="module" src="/bench/${name}.js"></script>`;
    return route.fulfill({ contentType: 'text/html', body });
  });
};
