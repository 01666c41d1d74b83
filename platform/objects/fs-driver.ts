import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeHeader, readInfo, readObject } from './fs-file';
import { fileOf, folderOf, isMissing, walkKeys } from './fs-path';
import { ObjectError } from './object-error';
import type { ObjectDriver } from './objects';

/** No put lasts nearly so long: what is older was left by a process that died over it. */
const LEFTOVER_AGE_MS = 10 * 60_000;
/** Tries to publish a file, while others delete the folder it goes to. */
const PUBLISH_TRIES = 20;
/** Headers of a page read at once. */
const READ_AT_ONCE = 16;

const forbidden = ['EACCES', 'EPERM', 'EROFS'];

const asObjectError = (error: unknown, signal: AbortSignal): unknown => {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof ObjectError || signal.aborted || typeof code !== 'string') return error;
  return forbidden.includes(code)
    ? new ObjectError(
        'storage_refused',
        `The folder of the objects cannot be used (${code}). Give this user the right to it.`,
        error,
      )
    : new ObjectError('storage_unavailable', `The disk of the objects fails (${code}).`, error);
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Makes a folder outlast a power cut, and those above it that were made with it. */
const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let one = dirname(folder); one.length >= dirname(first).length; one = dirname(one)) {
    await syncFolder(one);
    if (one === dirname(one)) return;
  }
};

/** Another may delete the folder between its making and the rename. */
const publish = async (from: string, to: string): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    await makeFolder(dirname(to));
    try {
      await rename(from, to);
      await syncFolder(dirname(to)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      return;
    } catch (error) {
      if (!isMissing(error) || tries === PUBLISH_TRIES) throw error;
    }
  }
};

/**
 * Objects as files below `root`, for processes of one machine or of one shared volume. What is half written lies in a
 * folder of its own and is never read; a write that died there is cleared away by a later put of any process.
 */
export const createFsDriver = (root: string): ObjectDriver => {
  const unfinished = join(root, '.unfinished');
  let sweptAt = Number.NEGATIVE_INFINITY;

  const sweep = async (): Promise<void> => {
    if (performance.now() - sweptAt < LEFTOVER_AGE_MS) return;
    sweptAt = performance.now();
    for (const name of await readdir(unfinished)) {
      const path = join(unfinished, name);
      const found = await stat(path).catch(() => null);
      if (found && Date.now() - found.mtimeMs > LEFTOVER_AGE_MS) {
        await rm(path, { recursive: true, force: true });
      }
    }
  };

  const guarded = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asObjectError(error, signal);
    }
  };

  /** @returns null where there is no such object */
  const withFile = async <T>(key: string, work: (file: FileHandle) => Promise<T>) => {
    let file: FileHandle;
    try {
      file = await open(fileOf(root, key), 'r');
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

  const infoOf = (key: string) => withFile(key, async (file) => (await readInfo(file, key)).info);

  /** A folder that is not empty stays. */
  const removeEmptyFolders = async (from: string): Promise<void> => {
    try {
      for (let folder = from; folder !== root; folder = dirname(folder)) await rmdir(folder);
    } catch {
      // Somebody else's objects are in it, or somebody else removed it.
    }
  };

  const countIn = async (folder: string): Promise<number> => {
    let count = 0;
    for await (const _ of walkKeys(folder, '', null)) count += 1;
    return count;
  };

  return {
    driver: 'fs',
    put: (key, body, contentType, signal) =>
      guarded(signal, async () => {
        await makeFolder(unfinished);
        await sweep();
        const temporary = join(unfinished, randomUUID());
        const { info, header } = encodeHeader(key, body, contentType);
        try {
          const file = await open(temporary, 'wx', 0o600);
          try {
            await file.writeFile(header);
            await file.writeFile(body, { signal });
            await file.sync();
          } finally {
            await file.close();
          }
          signal.throwIfAborted();
          await publish(temporary, fileOf(root, key));
          return info;
        } catch (error) {
          await rm(temporary, { force: true });
          throw error;
        }
      }),
    get: (key, maxBytes, signal) =>
      guarded(signal, () => withFile(key, (file) => readObject(file, key, maxBytes))),
    head: (key, signal) => guarded(signal, () => infoOf(key)),
    list: (prefix, cursor, limit, signal) =>
      guarded(signal, async () => {
        const keys: string[] = [];
        for await (const key of walkKeys(folderOf(root, prefix), prefix, cursor)) {
          signal.throwIfAborted();
          keys.push(key);
          if (keys.length > limit) break;
        }
        const page = keys.slice(0, limit);
        const infos = [];
        for (let at = 0; at < page.length; at += READ_AT_ONCE) {
          signal.throwIfAborted();
          infos.push(...(await Promise.all(page.slice(at, at + READ_AT_ONCE).map(infoOf))));
        }
        return {
          objects: infos.filter((info) => info !== null),
          next: keys.length > limit ? (page.at(-1) ?? null) : null,
        };
      }),
    delete: (key, signal) =>
      guarded(signal, async () => {
        const file = fileOf(root, key);
        await rm(file, { force: true });
        await removeEmptyFolders(dirname(file));
      }),
    deletePrefix: (prefix, signal) =>
      guarded(signal, async () => {
        const folder = folderOf(root, prefix);
        const moved = join(unfinished, randomUUID());
        await makeFolder(unfinished);
        try {
          // All of it goes in one moment; what then dies half-way is cleared away as a leftover.
          await rename(folder, moved);
        } catch (error) {
          if (isMissing(error)) return 0;
          throw error;
        }
        const count = await countIn(moved);
        await rm(moved, { recursive: true, force: true });
        await removeEmptyFolders(dirname(folder));
        return count;
      }),
    url: async () => null,
    close: async () => {},
  };
};
