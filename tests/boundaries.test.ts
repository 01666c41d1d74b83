import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/bootstrap/environment.mjs';
import { checkImportLaw } from '../scripts/checks/import-law.mjs';

/** A house with our law and nothing in it but what the test plants. That ours keeps it is for npm run check to say. */
let house: string;

const plant = async (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), text);
  }
};

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'jobwire-law-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    await copyFile(join(ROOT, file), join(house, file));
  }
  // Real files under its own roof: the law judges a package by where it lies.
  await plant({
    'node_modules/zod/package.json': '{"name":"zod","main":"index.js"}',
    'node_modules/zod/index.js': 'exports.z = {};\n',
    'node_modules/next/package.json': '{"name":"next","main":"index.js"}',
    'node_modules/next/headers.js': 'exports.headers = {};\n',
  });
});

afterEach(() => rm(house, { recursive: true, force: true }));

const value = 'export const thing = 1;\n';
const shape = 'export interface Thing { readonly id: string }\n';

const breaches: [rule: string, files: Record<string, string>][] = [
  [
    'contracts-is-a-leaf',
    {
      'platform/shape.ts': shape,
      'contracts/one.ts':
        "import type { Thing } from '#platform/shape';\nexport type Other = Thing;\n",
    },
  ],
  [
    'contracts-needs-only-zod',
    { 'contracts/one.ts': "import { join } from 'node:path';\nexport const path = join('a');\n" },
  ],
  [
    'platform-knows-no-process',
    {
      'worker/job.ts': value,
      'platform/one.ts': "import { thing } from '#worker/job';\nexport const other = thing;\n",
    },
  ],
  [
    'worker-never-imports-another-process',
    {
      'server/relay.ts': value,
      'worker/one.ts': "import { thing } from '#server/relay';\nexport const other = thing;\n",
    },
  ],
  [
    'server-never-imports-another-process',
    {
      'app/page.tsx': value,
      'server/one.ts': "import { thing } from '../app/page';\nexport const other = thing;\n",
    },
  ],
  [
    'app-never-imports-another-process',
    {
      'server/relay.ts': value,
      'app/one.tsx': "import { thing } from '#server/relay';\nexport const other = thing;\n",
    },
  ],
  [
    'processes-see-no-browser-code',
    {
      'components/badge.tsx': value,
      'worker/one.ts': "import { thing } from '#components/badge';\nexport const other = thing;\n",
    },
  ],
  [
    'browser-sees-only-contracts',
    {
      'platform/store.ts': value,
      'hooks/one.ts': "import { thing } from '#platform/store';\nexport const other = thing;\n",
    },
  ],
  [
    'hooks-and-components-do-not-meet',
    {
      'hooks/use-thing.ts': value,
      'components/one.tsx':
        "import { thing } from '#hooks/use-thing';\nexport const other = thing;\n",
    },
  ],
  [
    'client-views-never-reach-platform',
    {
      'platform/store.ts': value,
      'app/between.ts': "export { thing } from '#platform/store';\n",
      'app/job-list-view.tsx': "import { thing } from './between';\nexport const other = thing;\n",
    },
  ],
  [
    'only-app-imports-next',
    {
      'platform/one.ts': "import { headers } from 'next/headers';\nexport const other = headers;\n",
    },
  ],
  [
    'product-never-imports-tests-or-scripts',
    {
      'scripts/token.ts': value,
      'worker/one.ts': "import { thing } from '../scripts/token';\nexport const other = thing;\n",
    },
  ],
  [
    'no-circular',
    {
      'platform/a.ts': "import { b } from './b';\nexport const a = () => b;\n",
      'platform/b.ts': "import { a } from './a';\nexport const b = () => a;\n",
    },
  ],
];

describe('the import law', () => {
  it('lets through what it allows', async () => {
    await plant({
      'contracts/job.ts': "import { z } from 'zod';\nexport const job = z.string();\n",
      'platform/store.ts': "import { job } from '#contracts/job';\nexport const store = job;\n",
      'worker/index.ts': "import { store } from '#platform/store';\nexport const worker = store;\n",
      'app/page.tsx': "import { headers } from 'next/headers';\nexport default headers;\n",
    });
    expect(await checkImportLaw(house)).toEqual([]);
  });

  it('fails a run that looked at no module', async () => {
    expect(await checkImportLaw(house)).toEqual(['not one module was looked at']);
  });

  it.each(breaches)('catches a breach of %s', async (rule, files) => {
    await plant(files);
    expect((await checkImportLaw(house)).join('\n')).toContain(`${rule}: `);
  });
});
