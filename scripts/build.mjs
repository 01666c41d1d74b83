/** `npm run build`: builds for `npm start`, or with `--out DIR` into a folder of its own, as the images do. */
import { parseArgs } from 'node:util';
import { buildAll } from './bootstrap/build.mjs';
import { ensureBuild } from './bootstrap/ensure-build.mjs';
import { ROOT } from './bootstrap/environment.mjs';
import { exitWith } from './bootstrap/start-error.mjs';

const build = async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (values.out) await buildAll(ROOT, values.out);
  else console.log(await ensureBuild(ROOT));
};

build().catch(exitWith);
