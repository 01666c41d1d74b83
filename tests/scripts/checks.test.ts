import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { checkLock } from '../../scripts/checks/lock-file.mjs';
import { countResults, listFailures } from '../../scripts/testing/run-project.mjs';
import { testEnvironment } from '../../scripts/testing/test-environment.mjs';

let house: string;

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'jobwire-checks-'));
});

afterEach(() => rm(house, { recursive: true, force: true }));

const lock = (packages: Record<string, object>) =>
  writeFile(join(house, 'package-lock.json'), JSON.stringify({ packages }));

describe('the check of the lock file', () => {
  it('finds a platform whose package is missing, which npm ci would refuse', async () => {
    await lock({
      'node_modules/tool': { version: '1.0.0', optionalDependencies: { 'tool-mac': '1.0.0' } },
    });
    expect(checkLock(house)).toEqual([
      'node_modules/tool@1.0.0 names tool-mac, which is not in the lock; choose a version whose parts all exist',
    ]);
  });

  it('finds a package where Node would: beside it, or above', async () => {
    const optionalDependencies = { below: '1.0.0', beside: '1.0.0' };
    await lock({
      'node_modules/tool': { version: '1.0.0' },
      'node_modules/tool/node_modules/part': { version: '1.0.0', optionalDependencies },
      'node_modules/tool/node_modules/part/node_modules/below': { version: '1.0.0' },
      'node_modules/beside': { version: '1.0.0' },
    });
    expect(checkLock(house)).toEqual([]);
  });

  it('finds a download address', async () => {
    await lock({
      'node_modules/tool': { version: '1.0.0', resolved: 'https://mirror.example/tool.tgz' },
    });
    expect(checkLock(house)).toHaveLength(1);
  });
});

describe('the count of npm test', () => {
  it('is what the report says', () => {
    const report = { success: true, numPassedTests: 12, numFailedTests: 0 };
    expect(countResults(report, 0)).toEqual({ passed: 12, failed: 0 });
  });

  it.each([
    ['no report', undefined, 0],
    ['no tests', { success: true, numPassedTests: 0, numFailedTests: 0 }, 0],
    ['a file that does not load', { success: false, numPassedTests: 3, numFailedTests: 0 }, 1],
    ['an error outside of any test', { success: true, numPassedTests: 3, numFailedTests: 0 }, 1],
  ])('takes %s for a failure', (_what, report, code) => {
    expect(countResults(report, code).failed).toBe(1);
  });
});

describe('the end of npm test', () => {
  it('names each test that failed, and each file that did not load', () => {
    const test = (status: string, title: string, message = '') => ({
      ...{ status, title, ancestorTitles: ['the feed'] },
      failureMessages: message ? [message] : [],
    });
    const testResults = [
      { status: 'passed', name: '/house/tests/a.test.ts', assertionResults: [test('passed', 'a')] },
      {
        ...{ status: 'failed', name: '/house/tests/b.test.ts' },
        assertionResults: [test('failed', 'counts', 'Error: 1 is not 2\n    at b.test.ts:3')],
      },
      {
        ...{ status: 'failed', name: '/house/tests/c.test.ts', message: 'no such module' },
        assertionResults: [],
      },
    ];
    expect(listFailures('/house', { testResults })).toEqual([
      'FAIL tests/b.test.ts > the feed > counts: Error: 1 is not 2',
      'FAIL tests/c.test.ts: no such module',
    ]);
    expect(listFailures('/house', undefined)).toEqual([]);
  });
});

describe('the environment of the tests', () => {
  it('holds nothing that somebody has set for their own platform', () => {
    const env = testEnvironment(ROOT, {
      NODE_ENV: 'production',
      PATH: '/bin',
      DATABASE_URL: 'postgres://real',
      OPENAI_API_KEY: 'real',
    });
    expect(env).toMatchObject({ PATH: '/bin', NODE_ENV: 'test' });
    expect(Object.keys(env)).not.toContain('DATABASE_URL');
    expect(Object.keys(env)).not.toContain('OPENAI_API_KEY');
  });
});
