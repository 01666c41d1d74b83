import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from './start-error.mjs';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * Reads `.env` of the checkout into the environment; what is set already stays.
 *
 * @param {string} [root]
 * @throws {StartError} when the file cannot be read
 */
export const loadEnvFile = (root = ROOT) => {
  const path = join(root, '.env');
  if (!existsSync(path)) return;
  try {
    process.loadEnvFile(path);
  } catch (error) {
    throw new StartError(`Cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
};
