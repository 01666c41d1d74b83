import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Ends the name of a file: so a key may also be the folder of others, as in a bucket. */
const OBJECT_MARK = '@';
/** Stands before each capital: on some disks `A` and `a` are one file. */
const CAPITAL_MARK = '^';

const encode = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => CAPITAL_MARK + letter.toLowerCase());
const decode = (name: string) =>
  name.replace(/\^([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** @param key a checked key; its names can neither climb nor begin with a dot */
export const fileOf = (root: string, key: string): string =>
  join(root, ...key.split('/').map(encode)) + OBJECT_MARK;

/** @param prefix a checked prefix */
export const folderOf = (root: string, prefix: string): string =>
  join(root, ...prefix.split('/').filter(Boolean).map(encode));

export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code));

/**
 * The keys below a folder in their own order, each read as it is asked for.
 *
 * @param prefix of the folder, in keys
 * @param after begins behind this key; null: at the first
 */
export async function* walkKeys(
  folder: string,
  prefix: string,
  after: string | null,
): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const inside = entries
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry): { key: string; folder: string | null }[] => {
      const key = prefix + decode(entry.name);
      if (entry.isDirectory()) return [{ key: `${key}/`, folder: join(folder, entry.name) }];
      return entry.name.endsWith(OBJECT_MARK) ? [{ key: key.slice(0, -1), folder: null }] : [];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, folder: inner } of inside) {
    if (inner !== null) {
      if (after === null || key > after || after.startsWith(key))
        yield* walkKeys(inner, key, after);
    } else if (after === null || key > after) yield key;
  }
}
