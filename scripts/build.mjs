/**
 * `npm run build`: builds for `npm start`; with `--out DIR` into a folder of its own, as the images do, of which
 * `--part web` or `--part processes` makes one half.
 */
import { parseArgs } from 'node:util';
import { buildAll } from './bootstrap/build.mjs';
import { ensureBuild } from './bootstrap/ensure-build.mjs';
import { ROOT } from './bootstrap/environment.mjs';
import { exitWith, StartError } from './bootstrap/start-error.mjs';

const build = async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' }, part: { type: 'string' } } });
  const { out, part } = values;
  if (part !== undefined && part !== 'web' && part !== 'processes') {
    throw new StartError(`--part ${part} is not known; use web or processes.`);
  }
  if (out) await buildAll(ROOT, out, { parts: part ? [part] : undefined });
  else console.log(await ensureBuild(ROOT));
};

build().catch(exitWith);
