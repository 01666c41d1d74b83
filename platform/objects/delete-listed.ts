import type { ObjectDriver } from './objects';

const PAGE = 1_000;

/**
 * Deletes what a prefix holds, where the server has no call for that. All of it is listed first: with some servers a
 * deletion moves what comes after it on the next page.
 *
 * @param remove deletes so many at once
 * @returns how many objects there were
 */
export const deleteListed = async (
  list: ObjectDriver['list'],
  prefix: string,
  atOnce: number,
  remove: (keys: string[]) => Promise<unknown>,
  signal: AbortSignal,
): Promise<number> => {
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await list(prefix, cursor, PAGE, signal);
    keys.push(...page.objects.map(({ key }) => key));
    cursor = page.next;
  } while (cursor !== null);
  for (let at = 0; at < keys.length; at += atOnce) {
    signal.throwIfAborted();
    await remove(keys.slice(at, at + atOnce));
  }
  return keys.length;
};
