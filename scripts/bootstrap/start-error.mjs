/** Something the person at the keyboard can mend: its message is the one line they see, and it names the cure. */
export class StartError extends Error {
  name = 'StartError';
}

/**
 * Ends the process with one line where the cure is known, and with the whole error where it is not.
 *
 * @param {unknown} error
 * @returns {never}
 */
export const exitWith = (error) => {
  if (error instanceof StartError) console.error(`jobwire: ${error.message}`);
  else console.error(error);
  process.exit(1);
};
