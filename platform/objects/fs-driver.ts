import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeHeader, readInfo, readObject } from './fs-file';
import { fileOf, folderOf, isMissing, walkKeys } from './fs-path';
import { createUnfinished, removeEmptyFolders } from './fs-write';
import { ObjectError } from './object-error';
import type { ObjectDriver, ObjectInfo } from './objects';

/** Headers of a page read at once. */
const READ_AT_ONCE = 16;

const forbidden = ['EACCES', 'EPERM', 'EROFS'];

const asObjectError = (error: unknown): unknown => {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof ObjectError || !/^E[A-Z0-9]+$/.test(String(code))) return error;
  return forbidden.includes(String(code))
    ? new ObjectError(
        'storage_refused',
        `The folder of the objects cannot be used (${code}). Give this user the right to it.`,
        error,
      )
    : new ObjectError('storage_unavailable', `The disk of the objects fails (${code}).`, error);
};

const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asObjectError(error);
  }
};

/** @returns null where there is no such object */
const withFile = async <T>(path: string, work: (file: FileHandle) => Promise<T>) => {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return await work(file);
  } finally {
    await file.close();
  }
};

const infoOf = (root: string, key: string) =>
  withFile(fileOf(root, key), async (file) => (await readInfo(file, key)).info);

const listIn =
  (root: string): ObjectDriver['list'] =>
  async (prefix, cursor, limit, signal) => {
    const keys: string[] = [];
    for await (const key of walkKeys(folderOf(root, prefix), prefix, cursor)) {
      signal.throwIfAborted();
      keys.push(key);
      if (keys.length > limit) break;
    }
    const page = keys.slice(0, limit);
    const infos: (ObjectInfo | null)[] = [];
    for (let at = 0; at < page.length; at += READ_AT_ONCE) {
      signal.throwIfAborted();
      const some = page.slice(at, at + READ_AT_ONCE);
      infos.push(...(await Promise.all(some.map((key) => infoOf(root, key)))));
    }
    return {
      // Deleted since the folder was read.
      objects: infos.filter((info) => info !== null),
      next: keys.length > limit ? (page.at(-1) ?? null) : null,
    };
  };

const countIn = async (folder: string): Promise<number> => {
  let count = 0;
  for await (const _ of walkKeys(folder, '', null)) count += 1;
  return count;
};

/** Objects as files below `root`, for processes of one machine or of one volume that they share. */
export const createFsDriver = (root: string): ObjectDriver => {
  const unfinished = createUnfinished(join(root, '.unfinished'));
  const list = listIn(root);
  return {
    driver: 'fs',
    put: (key, body, contentType, signal) =>
      guarded(async () => {
        const { info, header } = encodeHeader(key, body, contentType);
        await unfinished.write(fileOf(root, key), [header, body], signal);
        return info;
      }),
    get: (key, maxBytes) =>
      guarded(() => withFile(fileOf(root, key), (file) => readObject(file, key, maxBytes))),
    head: (key) => guarded(() => infoOf(root, key)),
    list: (...call) => guarded(() => list(...call)),
    delete: (key) =>
      guarded(async () => {
        const file = fileOf(root, key);
        await rm(file, { force: true });
        await removeEmptyFolders(root, dirname(file));
      }),
    deletePrefix: (prefix) =>
      guarded(async () => {
        const folder = folderOf(root, prefix);
        const count = await unfinished.remove(folder, countIn);
        await removeEmptyFolders(root, dirname(folder));
        return count ?? 0;
      }),
    url: async () => null,
    close: async () => {},
  };
};
