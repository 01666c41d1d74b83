import { aptInstall } from './debian.mjs';
import { findOnPath } from './on-path.mjs';
import { StartError } from './start-error.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Finds the browser the tests drive: CHROMIUM_PATH, one on PATH, or Debian's where we may install it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 * @throws {StartError} saying how to get one
 */
export const findChromium = async (env) => {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const present = findOnPath(NAMES);
  if (present) return present;
  if (process.getuid?.() === 0 && findOnPath(['apt-get'])) {
    console.log('Installing chromium (once) ...');
    try {
      await aptInstall(['chromium']);
    } catch {
      // Said below.
    }
    const installed = findOnPath(NAMES);
    if (installed) return installed;
  }
  throw new StartError(
    'No Chromium found for the browser tests; install it (apt-get install chromium), or set CHROMIUM_PATH.',
  );
};
