import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the variables that .env.example lists, commented out or not. @param {string} text @returns {string[]} */
export const variablesOf = (text) =>
  [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? '');

/**
 * The environment without any of the product's own settings: what somebody has set for their platform must not
 * lead a test to their data or their provider's account.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const testEnvironment = (root, env) => {
  const settings = new Set(variablesOf(readFileSync(join(root, '.env.example'), 'utf8')));
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !settings.has(name))),
    NODE_ENV: 'test',
    NEXT_TELEMETRY_DISABLED: '1',
    BETTER_AUTH_TELEMETRY: '0',
  };
};
