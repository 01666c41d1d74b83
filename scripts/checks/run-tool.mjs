import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Runs a program of node_modules/.bin.
 *
 * @param {string} root the checkout
 * @param {string} tool
 * @param {string[]} args
 * @returns {Promise<string[]>} its output if it failed, nothing if not
 */
export const runTool = async (root, tool, args) => {
  const child = spawn(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return code === 0 ? [] : [output.trim() || `${tool} ended with code ${code}`];
};
