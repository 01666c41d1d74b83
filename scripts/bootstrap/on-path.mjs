import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {readonly string[]} names in order of preference
 * @param {string} [path] as in PATH
 * @returns {string | undefined} the first program found
 */
export const findOnPath = (names, path = process.env.PATH ?? '') => {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      if (!folder) continue;
      const candidate = join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not here; the next folder.
      }
    }
  }
  return undefined;
};
