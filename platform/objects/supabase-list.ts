import { z } from 'zod';
import { ObjectError } from './object-error';
import type { ObjectDriver, ObjectPage } from './objects';

/** One folder's files and folders, by name. */
export interface ListedEntry {
  readonly name: string;
  /** Null for a folder. */
  readonly id: string | null;
  readonly updated_at: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

export type ListFolder = (
  folder: string,
  limit: number,
  offset: number,
  signal: AbortSignal,
) => Promise<readonly ListedEntry[]>;

/** Folders looked into for one page: an answer may not wait for a thousand of them. */
const MAX_REQUESTS_PER_PAGE = 100;

/** Folders still to be looked into, the next one last, and how far that one has been read. */
const walkSchema = z.object({
  folders: z.array(z.string()).min(1),
  offset: z.number().int().min(0),
});
type Walk = z.infer<typeof walkSchema>;

const encodeWalk = (walk: Walk): string => Buffer.from(JSON.stringify(walk)).toString('base64url');

const decodeWalk = (cursor: string): Walk => {
  try {
    return walkSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw new ObjectError(
      'object_invalid',
      'The cursor is not one that a page before gave.',
      error,
    );
  }
};

const describe = (key: string, { metadata, updated_at }: ListedEntry) => ({
  key,
  bytes: Number(metadata?.size ?? 0),
  etag: String(metadata?.eTag ?? '').replaceAll('"', ''),
  storedAt: new Date(updated_at ?? 0),
});

/** The server lists one folder at a time: this goes through all that lie below. */
export const createSupabaseList =
  (listFolder: ListFolder): ObjectDriver['list'] =>
  async (prefix, cursor, limit, signal) => {
    const walk = cursor === null ? { folders: [prefix], offset: 0 } : decodeWalk(cursor);
    const objects: ObjectPage['objects'][number][] = [];
    for (let requests = 0; requests < MAX_REQUESTS_PER_PAGE; requests += 1) {
      const folder = walk.folders.pop();
      if (folder === undefined) return { objects, next: null };
      const wanted = limit - objects.length;
      const entries = await listFolder(folder, wanted, walk.offset, signal);
      const inner: string[] = [];
      for (const entry of entries) {
        if (entry.id === null) inner.push(`${folder}${entry.name}/`);
        // Nobody's object: the dashboard marks empty folders with it.
        else if (!entry.name.startsWith('.')) objects.push(describe(folder + entry.name, entry));
      }
      // Full: its rest comes first, so it goes on top.
      const more = entries.length === wanted;
      walk.offset = more ? walk.offset + entries.length : 0;
      walk.folders.push(...inner.reverse(), ...(more ? [folder] : []));
      if (objects.length === limit) break;
    }
    return { objects, next: walk.folders.length > 0 ? encodeWalk(walk) : null };
  };
