import { ObjectError } from './object-error';

const MAX_KEY_LENGTH = 512;
/** A name is a file on a disk, where capitals are written with two characters. */
const MAX_NAME_LENGTH = 100;
const namePattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

const RULE =
  'is a path of names made of letters, digits, ".", "_" and "-", such as content/he/lesson-1/3f9c.json';

const assertPath = (path: string, names: readonly string[], what: string): void => {
  const fits =
    path.length <= MAX_KEY_LENGTH &&
    names.every((name) => name.length <= MAX_NAME_LENGTH && namePattern.test(name));
  if (fits) return;
  const said = JSON.stringify(path.slice(0, 80));
  throw new ObjectError(
    'object_invalid',
    `${what} ${RULE}, of ${MAX_NAME_LENGTH} characters a name and ${MAX_KEY_LENGTH} in all; ${said} is none.`,
  );
};

/** @throws ObjectError `object_invalid` */
export const assertKey = (key: string): void => assertPath(key, key.split('/'), 'A key');

/** @throws ObjectError `object_invalid` */
export const assertPrefix = (prefix: string): void => {
  if (prefix === '') return;
  const names = prefix.split('/');
  // Whole folders: not every driver can look for the beginning of a name.
  if (names.pop() !== '') {
    const said = JSON.stringify(prefix.slice(0, 80));
    throw new ObjectError('object_invalid', `A prefix ends in "/" or is empty; ${said} does not.`);
  }
  assertPath(prefix, names, 'A prefix');
};
