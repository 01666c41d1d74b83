import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = process.cwd();
let copy: string;
let steps: { file: string; code: string }[];

/** Each section's code block, under the file that its text names. */
const readSteps = async () => {
  const page = await readFile(join(root, 'docs/add-a-job.md'), 'utf8');
  return page
    .split(/^## \d\. /m)
    .slice(1)
    .map((section) => ({
      file: /`((?:contracts|worker|tests)\/[^`]+)`/.exec(section)?.[1] ?? '',
      code: /```ts\n([\s\S]*?)```/.exec(section)?.[1] ?? '',
    }));
};

/** Adds the import and the entry that a registry step shows, where a person would put them. */
const register = async (file: string, code: string) => {
  const [importLine = '', , entry = ''] = code.split('\n');
  const text = await readFile(join(copy, file), 'utf8');
  const withImport = text.replace(/^(?=import )/m, `${importLine}\n`);
  const withEntry = withImport.replace(/^( {2}'career-insights': .*\n)/m, `$1${entry}\n`);
  expect(withEntry).toContain(entry);
  await writeFile(join(copy, file), withEntry);
};

const create = async (file: string, code: string) => {
  await mkdir(dirname(join(copy, file)), { recursive: true });
  await writeFile(join(copy, file), code);
};

/** @param project default the whole house: nothing outside of the five steps may have to change */
const typeCheck = (project = 'tsconfig.json') =>
  run(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['--noEmit', '--incremental', 'false', '--project', project],
    ],
    { cwd: copy },
  ).then(
    () => '',
    (error: { stdout?: string }) => error.stdout ?? 'failed',
  );

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'jobwire-add-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(tsx?|json|mjs|css|sql)$/.test(file));
  for (const file of files) {
    await cp(join(root, file), join(copy, file)).catch((error: NodeJS.ErrnoException) => {
      // Listed by git, deleted in the work tree.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  steps = await readSteps();
}, 120_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

test('the page has five steps, each with a file and its code', () => {
  expect(steps).toHaveLength(5);
  for (const step of steps)
    expect(step).toEqual({
      file: expect.stringMatching(/\.ts$/),
      code: expect.stringMatching(/\S/),
    });
});

test('a listed type without a handler does not compile; with all five steps it compiles and its test passes', async () => {
  const [contract, list, handler, registry, example] = steps as [
    (typeof steps)[0],
    (typeof steps)[0],
    (typeof steps)[0],
    (typeof steps)[0],
    (typeof steps)[0],
  ];
  await create(contract.file, contract.code);
  await register(list.file, list.code);
  await create(handler.file, handler.code);
  const registryAlone = { extends: './tsconfig.json', include: [], files: [registry.file] };
  await create('tsconfig.registry.json', JSON.stringify(registryAlone));
  expect(await typeCheck('tsconfig.registry.json')).toMatch(
    /worker\/jobs\/index\.ts.*\n?.*word-count/,
  );
  await register(registry.file, registry.code);
  await create(example.file, example.code);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const [complaints, { stdout }] = await Promise.all([
    typeCheck(),
    run(
      process.execPath,
      [vitest, 'run', '--project', 'integration', example.file, '--reporter=json'],
      { cwd: copy, env: { ...process.env, CI: 'true' } },
    ),
  ]);
  expect(complaints).toBe('');
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  expect(report).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
}, 180_000);
