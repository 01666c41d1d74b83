import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { environmentVariables, loadConfig } from '#platform/config';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { variablesOf } from '../../scripts/testing/test-environment.mjs';

const text = readFileSync(join(ROOT, '.env.example'), 'utf8');

/** What npm start adds: it has no default of its own. */
const given = {
  DATABASE_URL: 'postgres://localhost/jobwire',
  JWT_SECRET: 'q8Zr2vXn5LkTj7Wc0BsYp4Hd9MgEa3Uf',
};

/** Without empty values, as the platform reads them. */
const filled = Object.fromEntries(
  Object.entries(parseEnv(text)).filter(([, value]) => value !== ''),
);

describe('.env.example', () => {
  it('lists every variable that the platform reads, once, and no other', () => {
    expect(variablesOf(text).toSorted()).toEqual([...environmentVariables].sort());
  });

  it('says a sentence about each', () => {
    const silent = variablesOf(text).filter(
      (name) => !new RegExp(`^# .+\\.\\n(?:[A-Z\\d_]+=.*\\n)*${name}=`, 'm').test(text),
    );
    expect(silent).toEqual([]);
  });

  it('runs as it is, and changes nothing', () => {
    expect(loadConfig({ ...filled, ...given })).toEqual(loadConfig(given));
  });
});
