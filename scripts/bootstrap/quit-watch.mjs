import { isAlive, markOf, parentOf } from './pid-lock.mjs';

/** npm passes on the Ctrl-C that the terminal has sent us already: two within this time are one. */
const SAME_SIGNAL_MS = 500;
/** How often to see whether the npm that started us is still there. */
const PARENT_CHECK_MS = 1_000;

/**
 * @param {number} count
 * @returns {number[]} our parent, its parent and so on
 */
const ancestors = (count) => {
  const found = [process.ppid];
  while (found.length < count) {
    const parent = parentOf(/** @type {number} */ (found.at(-1)));
    if (!parent) break;
    found.push(parent);
  }
  return found;
};

/**
 * Calls `onQuit` once when we are to end, and `onForce` when somebody insists.
 *
 * @param {() => void} onQuit @param {() => void} onForce
 */
export const watchForQuit = (onQuit, onForce) => {
  let first = 0;
  const asked = () => {
    const now = performance.now();
    if (first === 0) {
      first = now;
      onQuit();
    } else if (now - first > SAME_SIGNAL_MS) onForce();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, asked);
  // A terminal or pipe that has gone takes no more lines; nobody is watching then.
  process.stdout.on('error', () => first || asked());
  process.stderr.on('error', () => first || asked());
  // npm and the shell between us, where npm has started us: killed, neither tells us.
  const starters = process.env.npm_lifecycle_event ? ancestors(2).map(markOf) : [];
  const check = () => first === 0 && !starters.every(isAlive) && asked();
  setInterval(check, PARENT_CHECK_MS).unref();
};
