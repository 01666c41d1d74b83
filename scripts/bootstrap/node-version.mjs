import { StartError } from './start-error.mjs';

/**
 * Refuses a Node this project does not run on. Keep in step with `engines` in package.json.
 *
 * @param {string} version as in process.versions.node
 * @throws {StartError}
 */
export const checkNodeVersion = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22;
  if (!fits) {
    throw new StartError(
      `Node ${version} is not supported; install Node 20.19 or later, 22.13 or later, or 24 (https://nodejs.org).`,
    );
  }
};
