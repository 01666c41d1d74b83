import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from './fs-path';

/** No put lasts nearly so long: what is older was left by a process that died over it. */
const LEFTOVER_AGE_MS = 10 * 60_000;
/** Tries to publish a file, while others delete the folder it goes to. */
const PUBLISH_TRIES = 20;

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

/** Another may delete the folder between its making and the rename, and after it. */
const publish = async (from: string, to: string): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    await makeFolder(dirname(to));
    try {
      await rename(from, to);
      break;
    } catch (error) {
      if (!isMissing(error) || tries === PUBLISH_TRIES) throw error;
    }
  }
  await syncFolder(dirname(to)).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
};

/** A folder that is not empty stays. */
export const removeEmptyFolders = async (root: string, from: string): Promise<void> => {
  try {
    for (let folder = from; folder !== root; folder = dirname(folder)) await rmdir(folder);
  } catch {
    // Somebody else's objects are in it, or somebody else removed it.
  }
};

/**
 * A folder for what is half written or half deleted: nobody reads it, and only a rename leads from it or into it. What
 * a process that died left there goes with a later write of any process.
 */
export const createUnfinished = (folder: string) => {
  let sweptAt = Number.NEGATIVE_INFINITY;
  const sweep = async (): Promise<void> => {
    if (performance.now() - sweptAt < LEFTOVER_AGE_MS) return;
    sweptAt = performance.now();
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (!found || Date.now() - found.mtimeMs < LEFTOVER_AGE_MS) continue;
      await rm(path, { recursive: true, force: true });
    }
  };
  const newPath = async (): Promise<string> => {
    await makeFolder(folder);
    await sweep();
    return join(folder, randomUUID());
  };

  return {
    /** Writes a file in one moment: all of it, or, whenever this is stopped, nothing. */
    write: async (path: string, parts: readonly Uint8Array[], signal: AbortSignal) => {
      const temporary = await newPath();
      try {
        const file = await open(temporary, 'wx', 0o600);
        try {
          for (const part of parts) await file.writeFile(part, { signal });
          await file.sync();
        } finally {
          await file.close();
        }
        signal.throwIfAborted();
        await publish(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    /**
     * Deletes a folder in one moment.
     *
     * @param look sees what was in it, before it is gone for good
     * @returns null where there was none
     */
    remove: async <T>(path: string, look: (moved: string) => Promise<T>): Promise<T | null> => {
      const moved = await newPath();
      try {
        await rename(path, moved);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
      const seen = await look(moved);
      await rm(moved, { recursive: true, force: true });
      return seen;
    },
  };
};
